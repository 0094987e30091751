"""Everything outside: each vendor is known by one file here and nowhere else."""
