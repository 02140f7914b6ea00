"""Colours by name, in both languages."""

from nemo_emulator.agent.words.row import Row

ROWS = (
    Row("color", "#ffffff", "white, in white", "白色, 白, 纯白, 白色的, 白字"),
    Row("color", "#000000", "black, in black", "黑色, 黑, 纯黑, 黑色的, 黑字"),
    Row("color", "#ff0000", "red, bright red, in red", "红色, 红, 大红, 红色的, 红字"),
    Row("color", "#00a000", "green, in green", "绿色, 绿, 绿色的"),
    Row("color", "#0060ff", "blue, in blue, bright blue", "蓝色, 蓝, 蓝色的"),
    Row(
        "color",
        "#102a5c",
        "navy, dark blue, navy blue, midnight blue",
        "深蓝, 深蓝色, 藏青, 藏青色",
    ),
    Row("color", "#87ceeb", "light blue, sky blue, pale blue", "浅蓝, 浅蓝色, 天蓝, 天蓝色"),
    Row("color", "#ffd400", "yellow, in yellow, bright yellow", "黄色, 黄, 黄色的, 明黄, 黄字"),
    Row("color", "#ff8c00", "orange, in orange", "橙色, 橙, 橘色, 橘黄, 橘黄色"),
    Row("color", "#ff69b4", "pink, in pink, hot pink", "粉色, 粉红, 粉红色, 粉"),
    Row("color", "#8000c0", "purple, violet, in purple", "紫色, 紫, 紫色的"),
    Row("color", "#808080", "gray, grey, in gray, in grey", "灰色, 灰"),
    Row("color", "#404040", "dark gray, dark grey", "深灰, 深灰色"),
    Row("color", "#d3d3d3", "light gray, light grey", "浅灰, 浅灰色"),
    Row("color", "#ffd700", "gold, in gold, gold colored", "金色, 金黄, 金黄色"),
    Row("color", "#c0c0c0", "silver, in silver", "银色"),
    Row("color", "#8b4513", "brown, in brown", "棕色, 褐色, 咖啡色"),
    Row("color", "#00d0d0", "cyan, turquoise, teal, in cyan", "青色, 青, 青绿色, 蓝绿色"),
    Row("color", "#f5f5dc", "beige, cream", "米色, 米白, 米白色, 奶油色"),
)
