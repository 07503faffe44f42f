// Elements are made here and nowhere else, and text stays text: what the page
// shows was written by whoever sent the message.

/**
 * Makes an element. Properties that begin with "on" are listeners, null and
 * false ones are left out.
 */
export function h(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value') element.value = value;
    else if (name === 'class') element.className = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

/**
 * Puts newly built children into the container if the data differs from the last
 * time. The focus stays on the element with the same data-key.
 */
export function refresh(container, data, build) {
  const seen = JSON.stringify(data);
  if (container.seen === seen) return;
  container.seen = seen;
  const key = container.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  container.replaceChildren(...[build(data)].flat(Infinity).filter(Boolean));
  if (key === undefined) return;
  const again = [...container.querySelectorAll('[data-key]')].find((element) => element.dataset.key === key);
  const target = again ?? container.querySelector('h2, h3');
  if (!target) return;
  if (!again) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

/** Says something to a screen reader. */
export function announce(text) {
  document.getElementById('announcer').textContent = text;
}

/** A section with a heading. */
export function card(title, ...children) {
  return h('section', { class: 'card', 'aria-label': title }, h('h2', {}, title), ...children);
}

/** One fact of a <dl>: its name and its value. */
export function fact(name, ...value) {
  return h('div', {}, h('dt', {}, name), h('dd', {}, ...value));
}

/** The paragraph in which attempt shows why something was refused. */
export function problemLine() {
  return h('p', { class: 'problem', role: 'alert', hidden: true });
}

/** Does what a button is for; a refusal is shown in the line for problems. */
export async function attempt(line, action) {
  line.hidden = true;
  try {
    await action();
  } catch (error) {
    line.textContent = error.message;
    line.hidden = false;
  }
}

/** Calls f after a pause in which it was not called again. */
export function debounce(f, milliseconds) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => f(...values), milliseconds);
  };
}
