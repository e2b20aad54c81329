"""A training run as something that lives on a server: run in worker processes, kept, taken away. No Streamlit."""
