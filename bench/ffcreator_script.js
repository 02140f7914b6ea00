// The clip of render_peers as a user of FFCreator writes it. Arguments: the folder that FFCreator is
// installed in, the target, the music, parameters of x264, ffmpeg, the photographs.
const path = require("path");

const [home, target, music, params, ffmpeg, ...photos] = process.argv.slice(2);
const { FFCreator, FFScene, FFImage, FFAudio } = require(path.join(home, "node_modules", "ffcreator"));

FFCreator.setFFmpegPath(ffmpeg);
const creator = new FFCreator({
  width: 1920,
  height: 1080,
  fps: 30,
  log: false,
  parallel: 8,
  output: target,
  outputDir: path.dirname(target),
  cacheDir: `${target}.cache`,
  outputOptions: ["-c:v libx264", "-preset superfast", "-crf 17", `-x264-params ${params}`, "-pix_fmt yuv420p"],
});
creator.addAudio(new FFAudio({ path: music }));
photos.forEach((photo, n) => {
  const seconds = n ? 3 : 3.5;
  const scene = new FFScene();
  scene.setBgColor("#000000");
  scene.setDuration(seconds);
  if (!n) scene.setTransition("fade", 0.5);
  const image = new FFImage({ path: photo, x: 960, y: 540 });
  image.setWH(1920, 1440);
  const grown = { from: { scale: 1 }, to: { scale: 1.2 }, time: seconds, ease: "Linear.None", type: "to" };
  image.addAnimate(grown);
  scene.addChild(image);
  creator.addChild(scene);
});
creator.on("error", (problem) => {
  console.error(problem);
  process.exit(1);
});
creator.on("complete", () => process.exit(0));
creator.start();
