import { get, query } from './api.js';
import { idWithCopy } from './copy.js';
import { debounce, h, refresh } from './dom.js';
import { formatNumber, t } from './i18n.js';

const pageSize = 50;

const kinds = [
  ['members', 'members'],
  ['customers', 'customers'],
  ['groups', 'groups'],
  ['tags', 'tags'],
];

const unusableWords = {
  no_customer_contact: 'unusableNoContact',
  not_customer_group: 'unusableNoCustomers',
  not_friend: 'unusableNotFriend',
  deleted: 'unusableDeleted',
};

/** Which ids a message may use here. */
export class Company {
  constructor(main) {
    this.kind = 'members';
    this.word = '';
    this.offset = 0;
    this.tabs = h(
      'div',
      { class: 'kinds', role: 'group', 'aria-label': t('company') },
      kinds.map(([kind, word]) =>
        h(
          'button',
          {
            type: 'button',
            'data-kind': kind,
            onclick: () => {
              location.hash = `#/company/${kind}`;
            },
          },
          t(word),
        ),
      ),
    );
    const change = debounce(() => this.restart(), 150);
    this.body = h('div', { class: 'company-rows' });
    main.replaceChildren(
      h(
        'div',
        { class: 'company' },
        h('h1', {}, t('companyAbout')),
        this.tabs,
        h(
          'search',
          {},
          h('input', {
            type: 'search',
            id: 'company-search',
            placeholder: t('searchCompany'),
            'aria-label': t('searchCompany'),
            oninput: (event) => {
              this.word = event.target.value;
              change();
            },
          }),
        ),
        this.body,
      ),
    );
  }

  show(kind) {
    this.kind = kinds.some(([known]) => known === kind) ? kind : 'members';
    for (const button of this.tabs.children)
      button.setAttribute('aria-pressed', String(button.dataset.kind === this.kind));
    this.restart();
  }

  onChange() {
    this.load();
  }

  restart() {
    this.offset = 0;
    this.load();
  }

  async load() {
    const asked = query('company/ids', { kind: this.kind, q: this.word.trim(), offset: this.offset, limit: pageSize });
    this.asked = asked;
    const answer = await get(asked);
    if (asked === this.asked) refresh(this.body, { asked, ...answer }, () => this.table(answer));
  }

  table({ total, rows }) {
    if (total === 0) return h('p', { class: 'empty' }, t(this.word ? 'nothingHere' : 'noneOfThem'));
    const page = (by) => () => {
      this.offset += by * pageSize;
      this.load();
    };
    return [
      h(
        'ul',
        { class: 'ids' },
        rows.map((row) =>
          h(
            'li',
            { class: row.unusable ? 'unusable' : null },
            h(
              'div',
              { class: 'id-name' },
              h('b', {}, row.name || t('noName')),
              row.group && h('span', { class: 'chip' }, row.group),
              row.unusable && h('span', { class: 'chip bad' }, t(unusableWords[row.unusable])),
            ),
            idWithCopy(row.id),
            h('div', { class: 'id-about' }, about(this.kind, row)),
          ),
        ),
      ),
      h(
        'div',
        { class: 'pager' },
        h(
          'button',
          { type: 'button', 'data-key': 'previous', disabled: this.offset === 0, onclick: page(-1) },
          t('previous'),
        ),
        h(
          'span',
          {},
          t('range', {
            from: formatNumber(this.offset + 1),
            to: formatNumber(this.offset + rows.length),
            n: formatNumber(total),
          }),
        ),
        h(
          'button',
          { type: 'button', 'data-key': 'next', disabled: this.offset + pageSize >= total, onclick: page(1) },
          t('next'),
        ),
      ),
    ];
  }
}

function about(kind, row) {
  const names = (list) => list.map((one) => one.name || one.id).join(', ');
  switch (kind) {
    case 'customers':
      return [
        t('customerOf', { names: names(row.members ?? []) }),
        row.tags ? ` · ${t('tags')}: ${names(row.tags)}` : '',
      ];
    case 'groups':
      return t('ownedBy', { names: names(row.members ?? []) });
    default:
      return t('customerCount', { n: formatNumber(row.customers) });
  }
}
