"""The state of one visit, as an immutable value."""

from ..base.names import Light
from .acts import (
    Act,
    Aim,
    Approach,
    Back,
    CatchUp,
    Change,
    Close,
    EndFork,
    FlyTo,
    Fork,
    Forward,
    Hover,
    LookFrom,
    Open,
    OpenState,
    Operate,
    Orbit,
    Pan,
    Pause,
    PhonePress,
    PhoneTurn,
    Point,
    Press,
    Reset,
    SetPace,
    ShowSpot,
    StepBack,
    SwapRuns,
    Touch,
    Turn,
    Undo,
    Zoom,
)
from .checkpoint import Restore
from .clips import Playing, clip_of
from .daylight import Daylight
from .exhibit_run import PACES, Event, Pace, Record, Running
from .kiosk.acts import Presence, StartOver, Stay
from .kiosk.state import Kiosk
from .mode import EXPLORE, FOLLOW, KIOSK, MODES, PRESENT, TEACH, Mode
from .settings import Comfort, Settings, Theme
from .talk.acts import (
    Backward,
    Blacken,
    BringOwn,
    ClearMarks,
    Draw,
    EndTalk,
    Freeze,
    GoOnTalking,
    JumpTo,
    LogEntry,
    LookUp,
    Onward,
    SetConsoleLanguage,
    SetPenColour,
    Shine,
    ShowCaption,
    TalkThrough,
    UndoMark,
    UseLaser,
    UsePen,
    UseSpotlight,
    WriteEntry,
)
from .talk.state import Leg, LookedUp, Talk
from .tour.acts import (
    TOUR_PACES,
    EndTour,
    ForgetTour,
    NextStop,
    PauseTour,
    PreviousStop,
    ResumeTour,
    SetAutoAdvance,
    SetTourPace,
    StartTour,
    ToStop,
)
from .tour.state import Playback, Toured
from .viewpoint import Viewpoint
from .visit import Visit
