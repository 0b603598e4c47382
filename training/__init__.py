"""Training: gold attributions -> weights. Imports headwater's own layout, never the reverse; torch lives here only."""
