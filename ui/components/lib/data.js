// What Python hands to a component: JSON as bytes (see `as_bytes` in ui/components).

export const dataOf = (component) => JSON.parse(new TextDecoder().decode(component.data));
