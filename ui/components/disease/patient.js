// One patient whose measurements are moved. The rule stands in lstm_core/cases/patient.py: what a control moves, and what follows.

export function movedPatient(row, controls, values) {
  const found = [...row.values];
  controls.forEach((control, k) => {
    const [now, before] = [values[k], row.first[k]];
    for (const { column, power } of control.effects) {
      if (power) found[column] *= (Math.max(now, control.low) / Math.max(before, control.low)) ** power;
      else found[column] += now - before;
    }
  });
  return found;
}

// The columns that lie where no patient of the data does.
export const outsideOf = (found, { low, high }) => found.flatMap((value, k) => {
  const slack = 1e-9 * (high[k] - low[k]);
  return value < low[k] - slack || value > high[k] + slack ? [k] : [];
});
