/* global onRecordCreateRequest, DynamicModel -- PocketBase has them */

// A copy of this belongs into `pb_hooks`, beside PocketBase. Nobody reads the e-mails of the collection in pocketbase.json: they are
// a hidden field, and such a field PocketBase does not even write for whoever may not see it. So this writes it.
onRecordCreateRequest((e) => {
  const sent = new DynamicModel({ email: '' });
  e.bindBody(sent);
  e.record.set('email', sent.email);
  e.next();
}, 'comments');
