"""`python -m benchmarks`: quality, then speed, of what is there."""

import sys

from benchmarks import quality, speed

if __name__ == "__main__":
    sys.exit(quality.main([]) or speed.main([]))
