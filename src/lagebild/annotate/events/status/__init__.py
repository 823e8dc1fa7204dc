"""The status of an event (did it happen?) and its source (who says so?)."""
