"""What is said of the parts of the perception studio."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ..exhibit import Label, PartWords, Trial

DEVICES = {
    "camera": Label("Camera", "摄像头"),
    "motion": Label("Motion sensor", "运动传感器"),
    "sound": Label("Microphones", "麦克风"),
    "touch": Label("Touch pads", "触垫"),
    "gaze": Label("Your gaze", "注视点"),
}

TELLS = {
    "camera": Label("sees the ball", "看得见球"),
    "motion": Label("feels the ball's velocity", "感知球的速度"),
    "sound": Label("hears two directions", "听出两个方向"),
    "touch": Label("feels the ball", "被球压到"),
    "gaze": Label("helps", "起作用"),
}

SILENT = {
    "camera": Label("on, sees only the wall", "已开启，只看到墙"),
    "motion": Label("on", "已开启"),
    "sound": Label("on, listening", "已开启，正在听"),
    "touch": Label("on, nothing touches a pad", "已开启，球不在垫上"),
    "gaze": Label("on, ignored: looks elsewhere", "已开启，看向别处，不予采用"),
}

MUTED = Label("off; touch to switch it on", "已关闭，点一下即可开启")

EXPERIMENT: tuple[Trial, ...] = (
    Trial(
        Label(
            "The camera alone: behind the wall it is blind, the ghost drifts away and the ellipse grows.",
            "只开摄像头：球一到墙后它就看不见，虚影跑偏，椭圆变大。",
        ),
        "",
        (("wall_m", 1.6), ("noise", 1.0), ("drift_m_s", 0.08)),
        8.0,
    ),
    Trial(
        Label(
            "Add the motion sensor: now the ghost keeps up, even where the camera sees nothing.",
            "加上运动传感器：摄像头看不见的地方，虚影也跟得上了。",
        ),
        "motion",
        (),
        8.0,
    ),
    Trial(
        Label("Add the microphones: the ellipse shrinks again.", "再加麦克风：椭圆又缩小一圈。"),
        "sound",
        (),
        8.0,
    ),
    Trial(
        Label(
            "Now switch the camera off, the best of them: together, the two weak ones still keep up with the ball.",
            "关掉最准的摄像头：剩下两个不太准的，合起来照样跟得住球。",
        ),
        "camera",
        (),
        8.0,
    ),
)


def part_words(
    read: Mapping[str, float], on: Collection[str], told: Collection[str], wall_m: float
) -> dict[str, PartWords]:
    """Label and reading of every part; `on` and `told` name channels."""
    found = {
        name: PartWords(label, TELLS[name] if name in told else SILENT[name] if name in on else MUTED)
        for name, label in DEVICES.items()
    }
    found["wall"] = PartWords(
        Label("Wall", "墙"),
        Label(f"hides {wall_m:.1f} m of 2.8 m from the camera", f"宽2.8米的房间，挡住{wall_m:.1f}米")
        if wall_m > 0
        else Label("pushed aside", "已移开"),
    )
    hidden = read["hidden"] > 0
    found["ball"] = PartWords(
        Label("The ball", "真正的球"),
        Label("behind the wall" if hidden else "in the open", "在墙后" if hidden else "在明处"),
    )
    found["ghost"] = PartWords(
        Label("Where the filter believes it to be", "推断的位置"),
        Label(
            f"off by {read['error']:.2f} m, uncertainty {read['doubt']:.2f} m",
            f"偏差{read['error']:.2f}米，不确定度{read['doubt']:.2f}米",
        ),
    )
    return found
