"""What an account says: its language, phrases, numbers, dates and details, proposed as claims."""
