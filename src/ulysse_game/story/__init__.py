"""The compiled story: plain frozen data, and the meaning of its loops.

Named tuples throughout: they cost nothing to define at start-up, nothing can change them, and
two equal trees are equal. This floor never reads a file, holds no state of play and knows
nothing of how text is shown.
"""

from ulysse_game.story.evaluate import evaluate
from ulysse_game.story.expand import GroundChoice, Place, item_name, places
from ulysse_game.story.expression import (
    And,
    Arithmetic,
    Bound,
    Call,
    Choose,
    Compare,
    Constant,
    Expression,
    Field,
    Gather,
    Not,
    Number,
    Or,
    Read,
    Walk,
    Within,
)
from ulysse_game.story.ground import (
    LEVEL_SEEN,
    LEVEL_UNSEEN,
    NO,
    NOBODY,
    YES,
    Binding,
    Facts,
    conjunction,
    disjunction,
    ground,
    ground_effects,
    members,
    negate,
)
from ulysse_game.story.reads import reads, writes
from ulysse_game.story.scene import (
    Change,
    Choice,
    Clock,
    Draw,
    DrawBest,
    Effect,
    Go,
    Hear,
    Lock,
    Observe,
    Presence,
    Scene,
    Target,
)
from ulysse_game.story.story import Story
from ulysse_game.story.text import (
    Block,
    Branch,
    Echo,
    Emphasis,
    Inline,
    Item,
    PageBreak,
    Paragraph,
    Repeat,
    Select,
    Sequence,
    Show,
    Splice,
)
from ulysse_game.story.world import (
    Chapter,
    Deck,
    Ending,
    Invariant,
    Observation,
    Person,
    PlayerWord,
    Room,
    Rule,
    StatusItem,
    Variable,
    Voice,
    World,
)

__all__ = [
    "And", "Arithmetic", "Binding", "Block", "Bound", "Branch", "Call", "Change", "Chapter",
    "Choice", "Choose", "Clock", "Compare", "Constant", "Deck", "Draw", "DrawBest", "Echo",
    "Effect", "Emphasis", "Ending", "Expression", "Facts", "Field", "Gather", "Go",
    "GroundChoice", "Hear", "Inline", "Invariant", "LEVEL_SEEN", "LEVEL_UNSEEN", "Item", "Lock", "NO", "NOBODY", "Not",
    "Number", "Observation", "Observe", "Or", "PageBreak", "Paragraph", "Person", "Place",
    "PlayerWord", "Presence", "Read", "Repeat", "Room", "Rule", "Scene", "Select", "Sequence",
    "Show", "Splice", "StatusItem", "Story", "Target", "Variable", "Voice", "Walk", "Within",
    "World", "YES", "conjunction", "disjunction", "evaluate", "ground", "ground_effects", "item_name",
    "members", "negate", "places", "reads", "writes",
]
