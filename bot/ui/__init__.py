"""What members see and press: views, forms, texts, the reading of dates, the answer to errors."""
