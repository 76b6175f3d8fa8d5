"""What is said of what flows between the zones."""

WORDS: dict[str, tuple[str, str]] = {
    "flows.title": ("What flows", "展区流向"),
    "flows.button": ("What flows between zones (F)", "展区之间的流向（F）"),
    "flows.key": ("what flows between zones", "展区之间的流向"),
    "flows.close": ("Close (F)", "关闭（F）"),
    "flows.what": (
        "A ribbon is what one zone passes on to another, as this park tells it. It has the colour of the sender, "
        "and its pulses run to the receiver. In the overview each zone shows one; point at a zone to see all of its own.",
        "每道光带，都是一个展区交给另一个展区的东西，由本园设定。光带取发出方的颜色，光点流向接收方。全景中每个展区只显示一道，指向某个展区，就能看到它的全部往来。",
    ),
    "flows.districts": ("Colours by district", "各分区的颜色"),
    "flows.zone": ("{number}  {title}", "{number}  {title}"),
    "flows.out": ("It passes on", "流出"),
    "flows.in": ("It receives", "流入"),
    "flows.row.out": ("To {title}: {flow}", "流向{title}：{flow}"),
    "flows.row.in": ("From {title}: {flow}", "来自{title}：{flow}"),
    "flows.none": ("Nothing is told of this zone.", "本园没有设定这个展区的往来。"),
    "flows.hint": ("Press to fly there", "点按即可前往"),
}
