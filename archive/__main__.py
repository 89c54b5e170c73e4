"""`python -m archive`: the command line where the `archive` script is not on the path."""

from archive.cli.main import main

if __name__ == "__main__":
    main()
