// Every operation of the sandbox, asked by jira.js, whose schemas were corrected against real sites.

import assert from 'node:assert/strict';

import { createCloudClient } from 'jira.js';

export const EMAIL = 'frontdesk@example.com';
export const TOKEN = 'sandbox-token';

/** A document of one paragraph. */
export const document = text => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

/** A client that throws when an answer is not what its schema says. */
export const connect = host =>
  createCloudClient({
    host,
    auth: { type: 'basic', email: EMAIL, apiToken: TOKEN },
    onSchemaMismatch: 'throw',
  });

/** Runs all operations in the order a help desk would, and returns how many it ran. */
export async function everyOperation(host) {
  const jira = connect(host);
  let ran = 0;
  const run = async promise => {
    const answer = await promise;
    ran += 1;
    return answer;
  };
  await accounts(jira, run);
  await meta(jira, run);
  const issue = await issues(jira, run);
  await attached(jira, run, issue);
  await search(jira, run, issue);
  await workflow(jira, run, issue);
  await run(jira.issues.deleteIssue({ issueIdOrKey: issue.id }));
  return ran;
}

async function accounts(jira, run) {
  const me = await run(jira.myself.getCurrentUser());
  assert.equal(me.active, true);
  const { permissions } = await run(
    jira.permissions.getMyPermissions({ projectKey: 'SUP', permissions: 'BROWSE_PROJECTS,CREATE_ISSUES' }),
  );
  assert.equal(permissions.CREATE_ISSUES.havePermission, true);
  const server = await run(jira.serverInfo.getServerInfo());
  assert.equal(server.deploymentType, 'Cloud');
  await run(jira.users.getUser({ accountId: me.accountId }));
  await run(jira.userSearch.findUsers({ query: 'front' }));
  await run(jira.userSearch.findAssignableUsers({ project: 'SUP' }));
}

async function meta(jira, run) {
  const found = await run(jira.projects.searchProjects({ keys: ['SUP'] }));
  assert.equal(found.total, 1);
  await run(jira.projects.getProject({ projectIdOrKey: 'SUP' }));
  await run(jira.projects.getAllStatuses({ projectIdOrKey: 'SUP' }));
  const { issueTypes } = await run(jira.issues.getCreateIssueMetaIssueTypes({ projectIdOrKey: 'SUP' }));
  const { fields } = await run(
    jira.issues.getCreateIssueMetaIssueTypeId({ projectIdOrKey: 'SUP', issueTypeId: issueTypes[0].id }),
  );
  assert.ok(fields.some(field => field.fieldId === 'summary' && field.required));
  const statuses = await run(jira.workflowStatuses.getStatuses());
  assert.equal(statuses.length, 4);
  await run(jira.workflowStatusCategories.getStatusCategories());
  await run(jira.issuePriorities.searchPriorities());
  await run(jira.issueFields.getFields());
}

async function issues(jira, run) {
  const created = await run(
    jira.issues.createIssue({
      fields: {
        project: { key: 'SUP' },
        issuetype: { name: 'Task' },
        summary: 'The printer is broken – Café ☕',
        description: document('It does not print.'),
        labels: ['frontdesk-01JTESTTESTTESTTESTTESTTEST'],
        priority: { name: 'High' },
      },
      properties: [{ key: 'frontdesk.ticket', value: { ticket: 1 } }],
    }),
  );
  assert.match(created.key, /^SUP-\d+$/);
  await run(
    jira.issues.editIssue({
      issueIdOrKey: created.id,
      fields: { summary: 'The printer is broken again' },
      update: { labels: [{ add: 'urgent' }] },
    }),
  );
  const me = await jira.myself.getCurrentUser();
  await run(jira.issues.assignIssue({ issueIdOrKey: created.id, accountId: me.accountId }));
  const issue = await run(
    jira.issues.getIssue({ issueIdOrKey: created.key, properties: ['*all'], expand: 'changelog' }),
  );
  assert.equal(issue.fields.summary, 'The printer is broken again');
  assert.deepEqual(issue.properties['frontdesk.ticket'], { ticket: 1 });
  await run(jira.issues.getIssue({ issueIdOrKey: created.id, fields: ['status', 'labels'] }));
  const changes = await run(jira.issues.getChangeLogs({ issueIdOrKey: created.id }));
  assert.equal(changes.total, 2);
  await run(jira.issues.getEditIssueMeta({ issueIdOrKey: created.id }));
  const bulk = await run(jira.issues.bulkFetchIssues({ issueIdsOrKeys: [created.id], fields: ['summary'] }));
  assert.equal(bulk.issues.length, 1);
  const labels = await run(jira.labels.getAllLabels());
  assert.ok(labels.values.includes('urgent'));
  return created;
}

async function attached(jira, run, { id }) {
  const issueIdOrKey = id;
  const comment = await run(
    jira.issueComments.addComment({
      issueIdOrKey,
      body: document('Hello'),
      properties: [{ key: 'frontdesk.comment', value: { id: 'c1' } }],
    }),
  );
  await run(jira.issueComments.updateComment({ issueIdOrKey, id: comment.id, body: { body: document('Hello!') } }));
  const comments = await run(jira.issueComments.getComments({ issueIdOrKey }));
  assert.equal(comments.total, 1);
  await run(jira.issueComments.getComment({ issueIdOrKey, id: comment.id }));
  await run(jira.issueComments.deleteComment({ issueIdOrKey, id: comment.id }));

  const propertyKey = 'frontdesk.state';
  await run(jira.issueProperties.setIssueProperty({ issueIdOrKey, propertyKey, body: { n: 1 } }));
  const { keys } = await run(jira.issueProperties.getIssuePropertyKeys({ issueIdOrKey }));
  assert.equal(keys.length, 2);
  await run(jira.issueProperties.getIssueProperty({ issueIdOrKey, propertyKey }));
  await run(jira.issueProperties.deleteIssueProperty({ issueIdOrKey, propertyKey }));

  const link = {
    issueIdOrKey,
    globalId: 'system=http://desk.example&id=1',
    object: { url: 'http://desk.example/desk/tickets/1', title: 'Ticket #1' },
  };
  const first = await run(jira.issueRemoteLinks.createOrUpdateRemoteIssueLink(link));
  const again = await run(jira.issueRemoteLinks.createOrUpdateRemoteIssueLink(link));
  assert.equal(again.id, first.id);
  // Only with a globalId: the contract describes one link, where Jira and jira.js know a list too.
  await run(jira.issueRemoteLinks.getRemoteIssueLinks({ issueIdOrKey, globalId: link.globalId }));

  const [file] = await run(
    jira.issueAttachments.addAttachment({ issueIdOrKey, attachments: { filename: 'a.txt', content: 'hello' } }),
  );
  await run(jira.issueAttachments.getAttachmentMeta());
  await run(jira.issueAttachments.getAttachment({ id: file.id }));
  await run(jira.issueAttachments.removeAttachment({ id: file.id }));
}

async function search(jira, run, { id, key }) {
  const jql = 'project = SUP AND labels = "frontdesk-01JTESTTESTTESTTESTTESTTEST" ORDER BY created DESC';
  const byPost = await run(
    jira.issueSearch.searchAndReconsileIssuesUsingJqlPost({
      jql,
      fields: ['summary', 'status', 'labels', 'creator'],
      properties: ['frontdesk.ticket'],
      maxResults: 10,
    }),
  );
  assert.deepEqual(byPost.issues.map(issue => issue.key), [key]);
  const byGet = await run(
    jira.issueSearch.searchAndReconsileIssuesUsingJql({ jql, fields: ['summary', 'status'], maxResults: 10 }),
  );
  assert.equal(byGet.isLast, true);
  const { count } = await run(jira.issueSearch.countIssues({ jql }));
  assert.equal(count, 1);
  const { matches } = await run(jira.issueSearch.matchIssues({ jqls: [jql], issueIds: [Number(id)] }));
  assert.deepEqual(matches[0].matchedIssues, [Number(id)]);
}

async function workflow(jira, run, { id }) {
  const issueIdOrKey = id;
  for (const category of ['indeterminate', 'done', 'new', 'undefined']) {
    const { transitions } = await run(jira.issues.getTransitions({ issueIdOrKey, expand: 'transitions.fields' }));
    const fitting = transitions.find(t => t.to.statusCategory.key === category && !t.hasScreen);
    await run(jira.issues.doTransition({ issueIdOrKey, transition: { id: fitting.id } }));
    const issue = await jira.issues.getIssue({ issueIdOrKey, fields: ['status'] });
    assert.equal(issue.fields.status.statusCategory.key, category);
  }
  await run(jira.issues.getTransitions({ issueIdOrKey, includeUnavailableTransitions: true }));
}
