"""The same knowledge as a static web site: no server, no tracker, no request to anybody else."""
