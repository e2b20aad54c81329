"""What a person sees: text in their language, figures, and components drawn in the browser."""
