// A component lives as long as its place in the page: made there once, given the data of every run, and left with the place.

import { dataOf } from "./data.js";

const living = new WeakMap(); // place -> {receive(data, component), leave()}

// `make(place, data)` returns what the component does with the data of a run and, where something outside of its place is held
// (a timer, a listener, the microphone), how it lets go of it.
export function live(component, make) {
  const { parentElement: place } = component;
  const data = dataOf(component);
  // A script that arrives when its page has been left still runs, for a place that no document holds: there is nothing to do.
  if (place.isConnected) {
    if (!living.has(place)) living.set(place, make(place, data));
    living.get(place).receive(data, component);
  }
  // Streamlit calls this when the place is gone, but also when another run came while the script was on its way: then it calls
  // `live` for both runs, and after that this for the first of them.
  return () => {
    if (place.isConnected) return;
    living.get(place)?.leave?.();
    living.delete(place);
  };
}
