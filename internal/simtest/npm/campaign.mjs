// Creates, lists, reads results, reminds and cancels with node-easywechat. Only the host is not
// WeCom's. It prints what it has read, as JSON.
import { Work } from 'node-easywechat';

const { WECOM_BASE_URL, WECOM_CORP_ID, WECOM_CORP_SECRET } = process.env;

const app = new Work({
  corp_id: WECOM_CORP_ID,
  secret: WECOM_CORP_SECRET,
  http: { baseURL: `${WECOM_BASE_URL}/` },
});
const client = app.getClient();

async function call(endpoint, body) {
  const response = await client.postJson(`cgi-bin/externalcontact/${endpoint}`, body);
  return response.toObject();
}

const created = await call('add_msg_template', {
  chat_type: 'single',
  external_userid: ['woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA', 'wmqfasd1e1927831123109rBAAAA'],
  sender: 'zhangsan',
  text: { content: '双十一老客户专享 🍵' },
  attachments: [{ msgtype: 'link', link: { title: '茶叶专场', url: 'https://shop.example.com/?a=1&b=2' } }],
});
const { msgid } = created;

// The test confirms as the member when it sees this line.
console.log(JSON.stringify({ created }));
await new Promise((resolve) => { process.stdin.once('data', resolve); });

const now = Math.floor(Date.now() / 1000);
const listed = await call('get_groupmsg_list_v2', { chat_type: 'single', start_time: now - 3600, end_time: now + 3600 });
const tasks = await call('get_groupmsg_task', { msgid });
const results = await call('get_groupmsg_send_result', { msgid, userid: 'zhangsan' });
const reminded = await call('remind_groupmsg_send', { msgid });
const cancelled = await call('cancel_groupmsg_send', { msgid });
console.log(JSON.stringify({ listed, tasks, results, reminded, cancelled }));
process.exit(0);
