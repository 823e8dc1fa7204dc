"""Events against reports that careful readers annotated: figures by part and by type, and which types are confused."""
