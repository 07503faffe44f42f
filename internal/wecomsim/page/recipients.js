import { get, query } from './api.js';
import { idWithCopy } from './copy.js';
import { card, debounce, h, refresh } from './dom.js';
import { formatNumber, formatTime, t } from './i18n.js';

const pageSize = 20;

const stateWords = {
  not_sent: 'notSent',
  sent: 'sent',
  not_friend: 'notFriend',
  over_quota: 'overQuota',
  failed: 'failed',
};

const whyWords = {
  sender: 'whySender',
  last_talked: 'whyLastTalked',
  owner: 'whyOwner',
  unknown: 'whyUnknown',
  not_followed: 'whyNotFollowed',
  member_cannot: 'whyMemberCannot',
  not_owner: 'whyNotOwner',
  not_customer_group: 'whyNotCustomerGroup',
  over_quota_at_creation: 'whyQuotaAtCreate',
};

/** Who gets the message, through which member, and who not and why. */
export class Recipients {
  constructor(id) {
    this.id = id;
    this.filter = { state: '', q: '' };
    this.offset = 0;
    const change = debounce(() => this.restart(), 150);
    this.state = h(
      'select',
      {
        'aria-label': t('state'),
        onchange: (event) => {
          this.filter.state = event.target.value;
          this.restart();
        },
      },
      h('option', { value: '' }, t('anyState')),
      Object.entries(stateWords).map(([value, word]) => h('option', { value }, t(word))),
    );
    this.body = h('div');
    this.element = card(
      t('recipients'),
      h(
        'search',
        { class: 'filters' },
        h('input', {
          type: 'search',
          placeholder: t('searchRecipients'),
          'aria-label': t('searchRecipients'),
          oninput: (event) => {
            this.filter.q = event.target.value;
            change();
          },
        }),
        this.state,
      ),
      this.body,
    );
  }

  update(message) {
    const seen = JSON.stringify([message.by_status, message.recipients]);
    if (seen === this.seen) return;
    this.seen = seen;
    this.load();
  }

  restart() {
    this.offset = 0;
    this.load();
  }

  async load() {
    const asked = query(`messages/${this.id}/recipients`, { ...this.filter, offset: this.offset, limit: pageSize });
    this.asked = asked;
    const answer = await get(asked);
    if (asked === this.asked) refresh(this.body, { offset: this.offset, ...answer }, (data) => this.table(data));
  }

  table({ total, recipients, offset }) {
    if (total === 0) return h('p', { class: 'muted' }, t('nobody'));
    const page = (by) => () => {
      this.offset += by * pageSize;
      this.load();
    };
    return [
      h(
        'div',
        { class: 'scroll-x' },
        h(
          'table',
          {},
          h(
            'thead',
            {},
            h(
              'tr',
              {},
              ['recipient', 'state', 'through'].map((word) => h('th', { scope: 'col' }, t(word))),
            ),
          ),
          h('tbody', {}, recipients.map(row)),
        ),
      ),
      h(
        'div',
        { class: 'pager' },
        h(
          'button',
          { type: 'button', 'data-key': 'previous', disabled: offset === 0, onclick: page(-1) },
          t('previous'),
        ),
        h(
          'span',
          {},
          t('range', {
            from: formatNumber(offset + 1),
            to: formatNumber(offset + recipients.length),
            n: formatNumber(total),
          }),
        ),
        h(
          'button',
          { type: 'button', 'data-key': 'next', disabled: offset + pageSize >= total, onclick: page(1) },
          t('next'),
        ),
      ),
    ];
  }
}

function row(recipient) {
  const member = recipient.member_name || recipient.userid || '';
  return h(
    'tr',
    {},
    h(
      'th',
      { scope: 'row' },
      recipient.name ? h('span', { class: 'who' }, recipient.name) : null,
      idWithCopy(recipient.id),
    ),
    h(
      'td',
      {},
      h('span', { class: `dot ${recipient.state}` }),
      t(stateWords[recipient.state]),
      recipient.send_time
        ? h('time', { class: 'when', datetime: recipient.send_time }, formatTime(recipient.send_time))
        : null,
    ),
    h('td', {}, t(whyWords[recipient.why], { member })),
  );
}
