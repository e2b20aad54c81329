"""The page that shows what the memory of a trained net holds, word by word."""
