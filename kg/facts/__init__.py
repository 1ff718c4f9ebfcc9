"""The fact types: one file each, one FRAME each. A new type is one file here, one term in ontology/, one shape in shapes/."""

from kg.facts import acquisition, founding, funding, lawsuit, position

FRAMES = (position.FRAME, founding.FRAME, funding.FRAME, acquisition.FRAME, lawsuit.FRAME)
