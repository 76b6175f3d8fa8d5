"""What is said of what flows between the zones."""

WORDS: dict[str, tuple[str, str]] = {
    "flows.title": ("Flows between zones", "展区流向"),
    "flows.button": ("Flows between zones (F)", "展区之间的流向（F）"),
    "flows.key": ("flows between zones", "展区之间的流向"),
    "flows.close": ("Close (F)", "关闭（F）"),
    "flows.what": (
        "A ribbon shows what one zone passes on to another in this park. It has the colour of the sender, and "
        "the pulses move towards the receiver. The overview shows one ribbon for each zone; point at a zone to "
        "see all of its ribbons.",
        "每道光带表示一个展区传给另一个展区的东西，这些往来由本园设定。光带取发出方的颜色，光点流向接收方。全景中"
        "每个展区只显示一道，指向某个展区，就能看到它的全部往来。",
    ),
    "flows.districts": ("Colours by district", "各片区的颜色"),
    "flows.zone": ("{number}  {title}", "{number}  {title}"),
    "flows.out": ("Passes on", "流出"),
    "flows.in": ("Receives", "流入"),
    "flows.row.out": ("To {title}: {flow}", "流向{title}：{flow}"),
    "flows.row.in": ("From {title}: {flow}", "来自{title}：{flow}"),
    "flows.none": ("No flows are shown for this zone.", "本园没有设定这个展区的往来。"),
    "flows.hint": ("Press to go there", "点按即可前往"),
}
