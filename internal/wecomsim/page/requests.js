import { get, query } from './api.js';
import { copyButton } from './copy.js';
import { debounce, fact, h, refresh } from './dom.js';
import { formatSize, formatTime, t } from './i18n.js';
import { prettyStart } from './json_view.js';

const pageSize = 100;

/** The log of requests, newest first, with the one that is open. */
export class Requests {
  constructor(main) {
    this.endpoint = '';
    this.word = '';
    this.limit = pageSize;
    this.open = null;
    this.endpoints = h('select', {
      'aria-label': t('endpoint'),
      onchange: (event) => {
        this.endpoint = event.target.value;
        this.load();
      },
    });
    this.list = h('div', { class: 'request-list' });
    this.detail = h('div', { class: 'request-detail', role: 'region', 'aria-label': t('request') });
    this.element = h(
      'div',
      { class: 'requests' },
      h('div', { class: 'side' }, h('search', { class: 'filters' }, this.search(), this.endpoints), this.list),
      this.detail,
    );
    main.replaceChildren(this.element);
    this.known = new Set();
    this.addEndpoints([]);
    this.load();
  }

  search() {
    const change = debounce(() => this.load(), 150);
    return h('input', {
      type: 'search',
      id: 'request-search',
      placeholder: t('searchRequests'),
      'aria-label': t('searchRequests'),
      oninput: (event) => {
        this.word = event.target.value;
        change();
      },
    });
  }

  show(seq) {
    this.open = seq ?? null;
    this.element.classList.toggle('open', Boolean(seq));
    this.load();
    this.loadOpen();
  }

  onChange(pulse) {
    if (pulse.requests < (this.last ?? 0)) this.known.clear();
    this.last = pulse.requests;
    this.load();
    this.loadOpen();
  }

  async load() {
    const asked = query('requests', {
      endpoint: this.endpoint,
      q: this.word.trim(),
      limit: this.limit + 1,
      max_body: 0,
    });
    this.asked = asked;
    const { requests } = await get(asked);
    if (asked !== this.asked) return;
    this.addEndpoints(requests);
    const more = requests.length > this.limit;
    const newest = requests.slice(more ? 1 : 0).reverse();
    refresh(this.list, { newest, more, open: this.open }, () => this.rows(newest, more));
  }

  /** The filter offers what the log has. */
  addEndpoints(requests) {
    const before = this.known.size;
    for (const { path } of requests) this.known.add(path.replace(/^\/cgi-bin\/(externalcontact\/)?/, ''));
    if (this.known.size === before && this.endpoints.options.length > 0) return;
    this.endpoints.replaceChildren(
      h('option', { value: '' }, t('anyEndpoint')),
      ...[...this.known].sort().map((name) => h('option', { value: name }, name)),
    );
    this.endpoints.value = this.endpoint;
  }

  rows(requests, more) {
    if (requests.length === 0)
      return h('p', { class: 'empty' }, t(this.word || this.endpoint ? 'noRequestFound' : 'noRequests'));
    return [
      h(
        'ul',
        {},
        requests.map((request) =>
          h(
            'li',
            {},
            h(
              'a',
              {
                href: `#/requests/${request.seq}`,
                'data-key': `request-${request.seq}`,
                class: `request${String(request.seq) === this.open ? ' active' : ''}`,
                'aria-current': String(request.seq) === this.open ? 'true' : null,
              },
              h(
                'span',
                { class: 'path', title: request.path },
                h('b', {}, request.method),
                ' ',
                request.path.replace('/cgi-bin/', '').replace('externalcontact/', ''),
              ),
              h(
                'span',
                { class: 'row-facts' },
                verdict(request),
                request.fault && h('span', { class: 'chip warn' }, t('fault')),
                request.notes && h('span', { class: 'chip' }, t('noteCount', { n: request.notes.length })),
                h('time', { datetime: request.time }, formatTime(request.time)),
              ),
            ),
          ),
        ),
      ),
      more &&
        h(
          'button',
          {
            type: 'button',
            'data-key': 'more',
            onclick: () => {
              this.limit += pageSize;
              this.load();
            },
          },
          t('older'),
        ),
    ];
  }

  async loadOpen() {
    const seq = this.open;
    if (!seq) {
      refresh(this.detail, null, () => h('p', { class: 'empty' }, t('pickRequest')));
      return;
    }
    const request = await get(`requests/${seq}`).catch((error) => ({ problem: error.message }));
    if (seq === this.open) refresh(this.detail, request, detail);
  }
}

/** What the answer said. */
function verdict(request) {
  if (request.status === 0) return h('span', { class: 'chip bad' }, t('noAnswer'));
  if (request.status !== 200) return h('span', { class: 'chip bad' }, `HTTP ${request.status}`);
  return h('span', { class: `chip ${request.errcode === 0 ? 'good' : 'bad'}` }, `errcode ${request.errcode}`);
}

function detail(request) {
  if (request.problem) return h('p', { class: 'empty' }, request.problem);
  const headers = Object.entries(request.header ?? {})
    .flatMap(([name, values]) => values.map((value) => `${name}: ${value}`))
    .join('\n');
  return [
    h('a', { class: 'back', href: '#/requests', 'data-key': 'back' }, `← ${t('requests')}`),
    h('h1', {}, `${request.method} ${request.path}`),
    h(
      'dl',
      { class: 'facts' },
      fact(t('number'), request.seq),
      fact(t('time'), formatTime(request.time)),
      fact(t('answer'), verdict(request)),
      fact(t('effect'), request.effect ? t('yes') : t('no')),
      fact(t('from'), request.remote_ip),
      request.query && fact(t('query'), h('code', {}, request.query)),
      request.fault && fact(t('fault'), request.fault),
    ),
    request.notes &&
      h(
        'section',
        { class: 'card' },
        h('h2', {}, t('tolerated')),
        h(
          'ul',
          { class: 'notes' },
          request.notes.map((note) => h('li', {}, h('code', {}, note))),
        ),
      ),
    request.answer_size > 0 &&
      h(
        'section',
        { class: 'card answer' },
        h(
          'h2',
          {},
          `${t('answer')} · ${formatSize(request.answer_size)} `,
          copyButton(request.answer, t('copyThis', { what: t('answer') }), 'copy-answer'),
        ),
        h('pre', { tabindex: 0, 'data-key': 'answer' }, prettyStart(request.answer)),
        request.answer.length < request.answer_size / 4 && h('p', { class: 'muted' }, t('cutAnswer')),
      ),
    h(
      'section',
      { class: 'card' },
      h('h2', {}, t('headers')),
      h('pre', { tabindex: 0, 'data-key': 'headers' }, headers),
    ),
    request.body_size > 0 &&
      h(
        'section',
        { class: 'card' },
        h(
          'h2',
          {},
          `${t('body')} · ${formatSize(request.body_size)} `,
          copyButton(request.body, t('copyThis', { what: t('body') }), 'copy-body'),
        ),
        h('pre', { tabindex: 0, 'data-key': 'body' }, prettyStart(request.body)),
      ),
  ];
}
