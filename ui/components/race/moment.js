// A run at one moment: what each lane had reported by then. Reports are at training steps; lanes may end at different ones.

// The training steps at which some lane can be looked into, rising: where the time bar stops.
export function stopsOf(lanes) {
  const steps = lanes.flatMap((lane) => lane.profiles.map((profile) => lane.steps[profile.at]));
  return [...new Set(steps)].sort((a, b) => a - b);
}

// The last of `count` things whose place(k) is not beyond `limit`, or -1; places rise.
function lastUpTo(count, place, limit) {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (place(middle) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const EMPTY = { step: 0, loss: null, score: null, seconds: 0, solved: 0, isLast: false, byDistance: { mid: [], low: [], high: [] }, profile: null };

// What `lane` had reported when `step` training steps were done.
export function momentOf(lane, step) {
  const k = lastUpTo(lane.steps.length, (at) => lane.steps[at], step);
  if (k < 0) return EMPTY;
  const profile = lane.profiles[lastUpTo(lane.profiles.length, (at) => lane.profiles[at].at, k)] ?? null;
  const { mid, low, high } = lane.byDistance;
  return {
    step: lane.steps[k], loss: lane.loss.mid[k], score: lane.score.mid[k], seconds: lane.seconds[k],
    solved: lane.solvedAt.filter((at) => at >= 0 && at <= lane.steps[k]).length, isLast: k === lane.steps.length - 1,
    byDistance: { mid: mid[k], low: low[k], high: high[k] }, profile,
  };
}
