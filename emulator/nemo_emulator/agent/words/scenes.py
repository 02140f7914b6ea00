"""What can be drawn without uploads, in both languages; and which music goes with it."""

from types import MappingProxyType
from typing import Final

from nemo_emulator.agent.words.row import Row

MUSIC: Final = MappingProxyType(
    {
        "sunset": "calm",
        "ocean": "calm",
        "city": "lo-fi",
        "stars": "cinematic",
        "forest": "calm",
        "rain": "lo-fi",
        "snow": "calm",
        "fire": "calm",
        "clouds": "calm",
        "mountains": "cinematic",
        "abstract": "upbeat",
    }
)

ROWS = (
    Row(
        "subject",
        "sunset",
        """sunset, sunrise, dusk, dawn, golden hour, evening sky, sundown, twilight, setting sun,
        rising sun, sun rising, sun coming up, sun going down, sun setting, sun sinking""",
        "日落, 夕阳, 日出, 黄昏, 落日, 晚霞, 朝霞, 清晨, 傍晚",
    ),
    Row(
        "subject",
        "ocean",
        """ocean, sea, waves, beach, seaside, coast, shore, lake, river, underwater, waterfall,
        rolling waves, ocean waves, sea waves""",
        "海洋, 大海, 海浪, 海滩, 海边, 沙滩, 湖, 河流, 湖面, 瀑布, 海底, 海",
    ),
    Row(
        "subject",
        "city",
        """city, skyline, traffic, street, city at night, downtown, urban, cityscape, city lights,
        streets, skyscrapers, city skyline, neon city, night city, busy street""",
        "城市, 夜景, 街道, 都市, 城市夜景, 车流, 天际线, 高楼, 霓虹, 街景, 城市天际线",
    ),
    Row(
        "subject",
        "stars",
        """stars, starry sky, night sky, starry, starry heavens, galaxy, space, milky way, universe,
        aurora, planets, outer space, northern lights, cosmos, planet, starfield, starry night,
        meteor shower, shooting stars""",
        "星空, 银河, 夜空, 宇宙, 星星, 极光, 太空, 星球, 星系, 流星, 流星雨",
    ),
    Row(
        "subject",
        "forest",
        """forest, trees, jungle, woods, leaves, garden, meadow, flowers, nature, field, flower,
        cherry blossoms, grassland, autumn leaves""",
        """森林, 树林, 丛林, 树叶, 花园, 草地, 花, 自然风光, 花海, 樱花, 草原, 大自然, 田野, 竹林,
        落叶""",
    ),
    Row(
        "subject",
        "rain",
        "rain, rainy, raining, raindrops, rainfall, storm, thunderstorm, rainy day",
        "下雨, 雨, 雨天, 雨滴, 雨景, 暴雨, 雨夜",
    ),
    Row(
        "subject",
        "snow",
        """snow, snowfall, snowing, snowy, winter landscape, snowflakes, flakes, falling snow,
        snow falling""",
        "下雪, 雪, 雪景, 雪花, 飘雪, 冬天",
    ),
    Row(
        "subject",
        "fire",
        "fire, fireplace, flames, campfire, burning fire, bonfire, fireworks",
        "火焰, 火, 壁炉, 篝火, 烟花, 火堆",
    ),
    Row(
        "subject",
        "clouds",
        "clouds, sky, cloudy, cloud, blue sky, drifting clouds",
        "云, 云朵, 天空, 白云, 蓝天, 云海, 云层, 蓝天白云",
    ),
    Row(
        "subject",
        "mountains",
        """mountains, mountain, hills, peaks, alps, desert, landscape scenery, canyon, valley,
        mountain range, dunes""",
        "山, 群山, 雪山, 山脉, 高山, 沙漠, 山峰, 峡谷, 山川",
    ),
    Row(
        "subject",
        "abstract",
        """abstract, abstract shapes, gradient, particles, geometric shapes, shapes,
        colorful gradient, abstract animation, abstract background, liquid colors,
        geometric patterns, abstract art""",
        "抽象, 几何图形, 粒子, 抽象图形, 抽象动画, 流动的色彩, 几何",
    ),
    Row(
        "timelapse",
        None,
        "timelapse, time lapse, time-lapse, hyperlapse",
        "延时, 延时摄影, 延时视频, 缩时",
    ),
    Row(
        "from_nothing",
        None,
        """no photos, without photos, without uploads, without any photos, from nothing, ai video,
        ai-generated, ai generated, without pictures, stock footage, text to video,
        without any uploads, i have no photos, i have no pictures, i have no footage,
        i don't have any photos, i don't have any pictures, i don't have photos, no footage,
        i don't have any footage, i have nothing to upload, no uploads, with ai, using ai,
        by ai, ai""",
        """没有素材, 我没有素材, 没素材, 没有图片, 没图片, 没照片, 我没有照片, 不用素材, 不用照片,
        不用图片, 凭空, 文生视频, ai视频, 没有照片, 用ai, 文字生成视频, ai""",
    ),
)
