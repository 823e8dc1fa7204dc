"""The pre-trained encoder (`lagebild.language.encoder`): where it starts, how it is trained on, how it ships."""
