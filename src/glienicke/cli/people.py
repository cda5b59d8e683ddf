def import_people_command(x: str) -> None:
    """x"""
