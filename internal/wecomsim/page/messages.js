import { get, query } from './api.js';
import { copyButton } from './copy.js';
import { debounce, h } from './dom.js';
import { formatNumber, t } from './i18n.js';
import { MessageDetail } from './message.js';
import { listRow, rowHeight } from './message_row.js';

const pageSize = 50;

/**
 * The list of messages, of which only the visible rows exist, and the message
 * beside it. Messages that belong together are one row, which opens.
 */
export class Messages {
  constructor(main) {
    this.filter = { q: '', chat_type: '', state: '' };
    this.total = 0; // rows
    this.opened = new Set(); // ids of the runs that show their messages
    this.pages = new Map(); // rows by number of the page
    this.loading = new Set();
    this.age = 0; // counts what makes loaded pages old
    this.active = 0; // position of the row that the keyboard is on
    this.id = '';

    this.rows = h('div', { class: 'rows', role: 'presentation' });
    this.scroll = h(
      'div',
      {
        class: 'list',
        role: 'tree',
        tabindex: 0,
        'aria-label': t('messages'),
        'data-key': 'list',
        onscroll: () => this.draw(),
        onkeydown: (event) => this.onKey(event),
      },
      this.rows,
    );
    this.summary = h('p', { class: 'found', role: 'status' });
    this.empty = h('div', { class: 'empty', hidden: true });
    this.detail = h('div', { class: 'detail' });
    this.element = h(
      'div',
      { class: 'messages' },
      h('div', { class: 'side' }, this.filters(), this.summary, this.scroll, this.empty),
      this.detail,
    );
    main.replaceChildren(this.element);
    new ResizeObserver(() => this.draw()).observe(this.scroll);
    this.message = new MessageDetail(this.detail, () => this.onForget());
    this.wide = matchMedia('(min-width: 821px)');
    this.reload();
  }

  filters() {
    const change = debounce(() => this.onFilter(), 150);
    const select = (name, label, options) =>
      h(
        'select',
        {
          'aria-label': label,
          onchange: (event) => {
            this.filter[name] = event.target.value;
            this.onFilter();
          },
        },
        options.map(([value, text]) => h('option', { value }, text)),
      );
    return h(
      'search',
      { class: 'filters' },
      h('input', {
        type: 'search',
        placeholder: t('search'),
        'aria-label': t('search'),
        id: 'search',
        oninput: (event) => {
          this.filter.q = event.target.value;
          change();
        },
      }),
      select('chat_type', t('chatType'), [
        ['', t('anyType')],
        ['single', t('single')],
        ['group', t('group')],
      ]),
      select('state', t('state'), [
        ['', t('anyState')],
        ['pending', t('pending')],
        ['sent', t('allSent')],
        ['cancelled', t('cancelled')],
        ['failed', t('withFailed')],
      ]),
    );
  }

  onFilter() {
    this.active = 0;
    this.scroll.scrollTop = 0;
    this.reload();
  }

  /** Shows a message, or the list alone. */
  show(id) {
    this.id = id ?? '';
    this.element.classList.toggle('open', Boolean(id));
    this.message.show(this.id);
    this.showNewest();
    this.draw();
  }

  onForget() {
    this.pages.clear();
    location.hash = '#/messages';
    this.reload();
  }

  /**
   * While none was picked the newest is shown beside the list, unless a reader
   * has begun with another.
   */
  showNewest() {
    const newest = this.at(0);
    if (this.id || !this.wide.matches || !newest) return;
    if (this.message.id && this.detail.scrollTop > 0 && this.total > 0) return;
    this.message.show(newest.run?.newest ?? newest.message.msgid);
  }

  onChange() {
    this.reload();
    this.message.reload();
  }

  /** Old pages stay on the screen until the new ones are there. */
  reload() {
    this.age += 1;
    this.loading.clear();
    const { first, last } = this.visible();
    for (const number of this.pages.keys()) {
      if (number < first || number > last) this.pages.delete(number);
    }
    for (let number = first; number <= last; number += 1) this.load(number);
  }

  visible() {
    const rows = this.scroll.clientHeight / rowHeight;
    const top = this.scroll.scrollTop / rowHeight;
    return {
      first: Math.max(0, Math.floor((top - 5) / pageSize)),
      last: Math.max(0, Math.floor((top + rows + 5) / pageSize)),
    };
  }

  async load(number) {
    if (this.loading.has(number)) return;
    this.loading.add(number);
    const { age } = this;
    const answer = await get(
      query('runs', {
        ...this.filter,
        open: [...this.opened],
        order: 'newest',
        offset: number * pageSize,
        limit: pageSize,
      }),
    );
    if (age !== this.age) return;
    this.loading.delete(number);
    this.setTotal(answer);
    this.pages.set(number, answer.rows);
    this.showNewest();
    this.draw();
  }

  /**
   * New messages come in at the top; what a reader has scrolled to stays where
   * it is. A row that was opened grows below itself.
   */
  setTotal({ total, messages }) {
    const more = this.toggled ? 0 : total - this.total;
    this.toggled = false;
    this.total = total;
    this.rows.style.height = `${total * rowHeight}px`;
    if (more > 0 && this.scroll.scrollTop > rowHeight) this.scroll.scrollTop += more * rowHeight;
    this.summary.textContent = t('found', { n: formatNumber(messages) });
    const filtered = Object.values(this.filter).some(Boolean);
    this.empty.hidden = total > 0;
    this.scroll.hidden = total === 0;
    if (total > 0) return;
    if (!this.id) this.message.show('');
    if (filtered) this.empty.replaceChildren(h('p', {}, t('nothingFound')));
    else this.showHowToSend();
  }

  /** What a shell needs, to copy. */
  async showHowToSend() {
    const { corp_id: id, corp_secret: secret } = await get('company/connection');
    const quote = (value) => (/^[\w.:/-]*$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`);
    const lines = [
      `export WECOM_BASE_URL=${location.origin}`,
      `export WECOM_CORP_ID=${quote(id)}`,
      `export WECOM_CORP_SECRET=${quote(secret)}`,
    ].join('\n');
    if (this.total > 0) return;
    this.empty.replaceChildren(
      h('p', {}, t('noMessages')),
      h('p', {}, t('howToSend')),
      h('pre', { id: 'how-to-send' }, lines),
      copyButton(lines, t('copyLines')),
      h('p', {}, h('a', { href: '#/company' }, t('whichIDs'))),
    );
  }

  at(position) {
    return this.pages.get(Math.floor(position / pageSize))?.[position % pageSize];
  }

  draw() {
    const first = Math.max(0, Math.floor(this.scroll.scrollTop / rowHeight) - 5);
    const last = Math.min(this.total, Math.ceil((this.scroll.scrollTop + this.scroll.clientHeight) / rowHeight) + 5);
    const drawn = [];
    for (let position = first; position < last; position += 1) {
      const row = this.at(position);
      if (!row) this.load(Math.floor(position / pageSize));
      drawn.push(
        listRow(row, position, {
          shown: this.id || this.message.id,
          opened: this.opened,
          active: position === this.active,
          toggle: (id, at) => this.toggle(id, at),
        }),
      );
    }
    this.rows.replaceChildren(...drawn);
    if (this.total > 0) this.scroll.setAttribute('aria-activedescendant', `row-${this.active}`);
  }

  /** Opens a run, or closes it; the keyboard is on its row then. */
  toggle(id, position) {
    if (!this.opened.delete(id)) this.opened.add(id);
    this.toggled = true;
    this.goTo(position);
    this.reload();
  }

  /** Right opens a run, left closes it, also from a message within it. */
  onArrow(open) {
    const row = this.at(this.active);
    const id = row?.run?.id ?? row?.within;
    if (!id || open === this.opened.has(id)) return;
    this.toggle(id, row.within ? this.active - row.place : this.active);
  }

  onKey(event) {
    const page = Math.max(1, Math.floor(this.scroll.clientHeight / rowHeight) - 1);
    const moves = {
      ArrowDown: this.active + 1,
      ArrowUp: this.active - 1,
      PageDown: this.active + page,
      PageUp: this.active - page,
      Home: 0,
      End: this.total - 1,
    };
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      const row = this.at(this.active);
      if (row?.run) this.toggle(row.run.id, this.active);
      else if (row) location.hash = `#/messages/${row.message.msgid}`;
      return;
    }
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      event.preventDefault();
      this.onArrow(event.key === 'ArrowRight');
      return;
    }
    if (!(event.key in moves)) return;
    event.preventDefault();
    this.goTo(moves[event.key]);
  }

  /** Puts the keyboard on a row, which is then in view. */
  goTo(position) {
    this.active = Math.min(Math.max(position, 0), this.total - 1);
    const top = this.active * rowHeight;
    if (top < this.scroll.scrollTop) this.scroll.scrollTop = top;
    const bottom = top + rowHeight - this.scroll.clientHeight;
    if (bottom > this.scroll.scrollTop) this.scroll.scrollTop = bottom;
    this.draw();
  }
}
