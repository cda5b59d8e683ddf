"""Who is who: names in any script, matched and explained."""
