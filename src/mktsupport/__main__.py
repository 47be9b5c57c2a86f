"""`python -m mktsupport`."""

import sys

from mktsupport.cli import main

sys.exit(main())
