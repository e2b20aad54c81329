// How a picture of an eye is made, stage by stage: `lstm_core/cases/iris_eye.py` in JS. Grey values, 0 black to 1 white.

// kit: the constants of the Python file. Pixels run from left to right, row by row.
export function makeEyes(kit) {
  const { side, rings, angles } = kit;
  const count = side * side;
  const middle = (k) => ((k + 0.5) / side) * 2 - 1;
  const xs = Float64Array.from({ length: count }, (_, k) => middle(k % side));
  const ys = Float64Array.from({ length: count }, (_, k) => middle(Math.floor(k / side)));
  const radii = xs.map((x, k) => Math.hypot(x, ys[k]));
  const turns = xs.map((x, k) => Math.atan2(ys[k], x) / (2 * Math.PI));
  const share = (inside) => Math.min(1, Math.max(0, inside + 0.5));
  const over = (below, above, inside) => below + share(inside) * (above - below);
  const paint = (colour) => Float32Array.from({ length: count }, (_, k) => colour(k));
  const whole = (value) => value - Math.floor(value);

  // sheet: (rings * angles) bytes of a texture.
  function wrapped(sheet, { pupil, rotation }) {
    return paint((k) => {
      const r = radii[k];
      const ring = Math.floor(Math.min(rings - 1, Math.max(0, ((r - pupil) / (kit.iris - pupil)) * rings)));
      const turned = (turns[k] - rotation / 360) * angles + kit.offGrid;
      const place = Math.floor(whole(turned / angles) * angles);
      const seen = kit.grey + kit.contrast * sheet[ring * angles + place] * kit.grain;
      const eye = over(over(kit.white, seen, (kit.iris - r) / kit.soft), kit.black, (pupil - r) / kit.soft);
      const lamp = kit.sparkle[2] - Math.hypot(xs[k] - kit.sparkle[0], ys[k] - kit.sparkle[1]);
      return over(eye, 1, lamp / kit.soft);
    });
  }

  function lidded(picture, { lid }) {
    return paint((k) => {
      const [x, y] = [xs[k], ys[k]];
      const edge = lid - 1 + 0.55 * x ** 2 * (0.4 + lid);
      const below = y - edge;
      const lash = Math.abs(whole((x * (1 + 0.25 * below) * kit.lashes) / 2) - 0.5) * 4 - 1.2;
      const reach = Math.min(1, Math.max(0, (0.24 - below) / 0.12));
      const dark = below > 0 ? Math.min(1, Math.max(0, lash)) * reach : 0;
      const lashed = over(picture[k], kit.lash, dark - 0.5);
      return over(over(lashed, kit.skin, -below / kit.soft), kit.skin, (y - (1.02 - 0.3 * x ** 2)) / kit.soft);
    });
  }

  // grains: the camera's noise at every pixel, of standard deviation 1.
  const noisy = (picture, { noise }, grains) => paint((k) => picture[k] + noise * grains[k]);

  // Everything that happens to a texture, in order; "seen" or, where there is an order of the pixels, "shuffled" is what a net sees.
  function stages(sheet, looks, grains, order) {
    const round = wrapped(sheet, { ...looks, pupil: kit.usualPupil, rotation: 0 });
    const wide = wrapped(sheet, { ...looks, rotation: 0 });
    const turned = wrapped(sheet, looks);
    const covered = lidded(turned, looks);
    const seen = noisy(covered, looks, grains);
    const flat = Float32Array.from(sheet, (value) => kit.grey + kit.contrast * value * kit.grain);
    return { sheet: flat, round, wide, turned, covered, seen, shuffled: order && paint((k) => seen[order[k]]) };
  }

  return { stages };
}
