"""The command line: parse, call, render. Nothing heavy is imported before a command needs it."""

from headwater.cli.app import main

__all__ = ["main"]
