"""The pages of the apparatus."""
