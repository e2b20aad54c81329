"""The terms of the glossary, a file for each topic."""
