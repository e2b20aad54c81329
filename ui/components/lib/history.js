// Undo and redo over immutable snapshots.

export function makeHistory(first) {
  let past = [];
  let now = first;
  let future = [];
  return {
    push(snapshot) {
      if (JSON.stringify(snapshot) === JSON.stringify(now)) return;
      past = [...past.slice(-199), now];
      now = snapshot;
      future = [];
    },
    undo() {
      if (!past.length) return now;
      future = [now, ...future];
      now = past.pop();
      return now;
    },
    redo() {
      if (!future.length) return now;
      past = [...past, now];
      now = future.shift();
      return now;
    },
    canUndo: () => past.length > 0,
    canRedo: () => future.length > 0,
  };
}
