"""Measurements of quality and speed, and the gate that holds the quality."""
