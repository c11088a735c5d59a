"""Names of labs, families, benchmarks, licences and chips: TOML data, and the one place that normalises them."""

from bot.catalogue.catalogue import Catalogue, Hit, fold
from bot.catalogue.entries import Benchmark, Chip, Family, Lab, Licence, Words
from bot.catalogue.load import load_catalogue

__all__ = ["Benchmark", "Catalogue", "Chip", "Family", "Hit", "Lab", "Licence", "Words", "fold", "load_catalogue"]
