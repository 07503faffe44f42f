import { announce, h } from './dom.js';
import { t } from './i18n.js';

/**
 * A button that copies a text, or what a function gives. It says so for a
 * moment.
 */
export function copyButton(text, words = t('copy'), key = null) {
  const button = h('button', {
    type: 'button',
    class: 'copy',
    title: words,
    'aria-label': words,
    'data-key': key,
    onclick: async (event) => {
      event.preventDefault();
      await copy(typeof text === 'function' ? await text() : text);
      button.classList.add('copied');
      announce(t('copied'));
      setTimeout(() => button.classList.remove('copied'), 1200);
    },
  });
  return button;
}

/**
 * An id on one line, cut where there is no room, with a button that copies the
 * whole.
 */
export function idWithCopy(id) {
  return h(
    'span',
    { class: 'id-copy' },
    h('code', { class: 'id', title: id }, id),
    copyButton(id, t('copyThis', { what: id }), `copy-${id}`),
  );
}

/**
 * Without https a browser has no clipboard object, but at this machine's own
 * addresses it has.
 */
async function copy(text) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return;
    } catch {
      /* a browser may forbid it; the old way needs no permission */
    }
  }
  const area = h('textarea', { class: 'hidden', value: text });
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
