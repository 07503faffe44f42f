import { get } from './api.js';
import { copyButton } from './copy.js';
import { h } from './dom.js';
import { formatNumber, t } from './i18n.js';

// A message to 10,000 customers is a megabyte; a browser lays that out for
// seconds.
const shownLetters = 100_000;

/**
 * The message as JSON: the request as it came, and everything that the
 * simulator knows.
 */
export class JsonView {
  constructor(id) {
    this.id = id;
    this.request = section(t('requestJson'), () => this.load());
    this.record = section(t('recordJson'), () => this.load());
    this.element = h(
      'section',
      { class: 'card', 'aria-label': 'JSON' },
      h('h2', {}, 'JSON'),
      this.request.element,
      this.record.element,
    );
  }

  update(message) {
    const seen = JSON.stringify([message.by_status, message.tasks, message.reminders, message.cancelled]);
    if (seen === this.seen) return;
    this.seen = seen;
    if (this.request.element.open || this.record.element.open) this.load();
  }

  async load() {
    const { body, ...record } = await get(`messages/${this.id}`);
    this.request.write(pretty(body));
    this.record.write(JSON.stringify(record, null, 2));
  }
}

function section(title, onOpen) {
  const text = h('pre', { tabindex: 0, 'aria-label': title });
  const more = h('p', { class: 'muted' });
  let whole = '';
  const copy = copyButton(
    async () => {
      await onOpen();
      return whole;
    },
    t('copyThis', { what: title }),
  );
  const element = h(
    'details',
    {
      ontoggle: () => {
        if (element.open) onOpen();
      },
    },
    h('summary', {}, title, ' ', copy),
    text,
    more,
  );
  return {
    element,
    write(content) {
      whole = content;
      text.textContent = content.slice(0, shownLetters);
      more.textContent =
        content.length > shownLetters ? t('moreLetters', { n: formatNumber(content.length - shownLetters) }) : '';
    },
  };
}

/** As much of a text as is shown. */
export function prettyStart(text) {
  return pretty(text).slice(0, shownLetters);
}

/** Text that is not JSON stays as it is. */
function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
