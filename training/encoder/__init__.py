"""The pre-trained encoder (`training.encoder`): where it starts, how it is trained on, how it ships."""
