"""What screen readers get of the window: roles, values, text and actions that Qt does not know of by itself."""

from .announcing import announce
from .factory import install
from .interfaces import Chooser, EvenSteps, Item, Region, Role, Scale, Steps
from .paragraph import Paragraph
