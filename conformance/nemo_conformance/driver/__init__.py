"""How the kit talks with a client under test: the driver protocol ``nemo-driver/1``."""
