"""Encode: text -> scores. The tokenizer, the ONNX session and the weights live here and nowhere else."""

from typing import TYPE_CHECKING, Any

from headwater.encode.weights import Card, load_card, weights_state

if TYPE_CHECKING:
    from headwater.encode.layout import Layout
    from headwater.encode.meaning import Meaning, open_meaning
    from headwater.encode.session import Encoded, Encoder, open_encoder

__all__ = ["Card", "Encoded", "Encoder", "Layout", "Meaning", "load_card", "open_encoder", "open_meaning", "weights_state"]


def __getattr__(name: str) -> Any:
    """Load onnxruntime and tokenizers when the encoder is first asked for, not when the package is imported."""
    if name in {"Encoded", "Encoder", "open_encoder"}:
        from headwater.encode import session

        return getattr(session, name)
    if name in {"Meaning", "open_meaning"}:
        from headwater.encode import meaning

        return getattr(meaning, name)
    if name == "Layout":
        from headwater.encode.layout import Layout

        return Layout
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
