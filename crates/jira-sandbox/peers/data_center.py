"""Holds the sandbox's Data Center side against the Python package `jira` (pycontribs).

    pip install -r requirements.txt && python data_center.py <binary>
"""

import io
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

try:
    from jira import JIRA, JIRAError
except ImportError:
    if os.environ.get("CI"):
        sys.exit("the Python package jira is missing: pip install -r requirements.txt")
    print("SKIPPED: Data Center peer of the sandbox: the Python package jira is not installed")
    sys.exit(0)

ROOT = Path(__file__).resolve().parents[3]
TOKEN = "sandbox-token"


def binary():
    """The sandbox to start: an argument, JIRA_SANDBOX_BIN, or the workspace's debug build."""
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("JIRA_SANDBOX_BIN")
    return given or str(ROOT / "target/debug/jira-sandbox")


class DataCenter(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        command = [BINARY, "--listen", "127.0.0.1:0", "--flavor", "datacenter", "--token", TOKEN]
        cls.sandbox = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        cls.url = re.search(r"http://\S+", cls.sandbox.stdout.readline()).group()
        cls.jira = JIRA(server=cls.url, token_auth=TOKEN, max_retries=0)

    @classmethod
    def tearDownClass(cls):
        cls.sandbox.terminate()
        cls.sandbox.wait()
        cls.sandbox.stdout.close()

    def create(self, label, **fields):
        return self.jira.create_issue(
            fields={
                "project": {"key": "SUP"},
                "issuetype": {"name": "Task"},
                "summary": "The printer is broken",
                "description": "*It* does not print.",
                "labels": [label],
                **fields,
            }
        )

    def test_who_and_where(self):
        self.assertEqual(self.jira.server_info()["deploymentType"], "Server")
        self.assertEqual(self.jira.myself()["name"], "frontdesk")
        self.assertEqual([project.key for project in self.jira.projects()], ["SUP"])
        kinds = [kind.name for kind in self.jira.project_issue_types("SUP")]
        self.assertEqual(kinds, ["Task", "Bug", "Story"])
        required = [f.fieldId for f in self.jira.project_issue_fields("SUP", "10101") if f.required]
        self.assertEqual(required, ["project", "issuetype", "summary"])

    def test_an_issue_from_creation_to_done(self):
        issue = self.create("frontdesk-1")
        self.assertEqual((issue.fields.status.name, issue.fields.labels), ("To Do", ["frontdesk-1"]))
        found = self.jira.search_issues('project = SUP AND labels = "frontdesk-1" ORDER BY created')
        self.assertEqual([one.key for one in found], [issue.key])
        self.jira.transition_issue(issue, "31")
        self.assertEqual(self.jira.issue(issue.id).fields.status.statusCategory.key, "done")
        issue.update(fields={"summary": "Repaired", "labels": ["other"]})
        self.assertEqual(self.jira.issue(issue.key).fields.summary, "Repaired")
        issue.delete()
        with self.assertRaises(JIRAError) as gone:
            self.jira.issue(issue.key)
        self.assertEqual(gone.exception.status_code, 404)

    def test_what_hangs_on_an_issue(self):
        issue = self.create("frontdesk-2")
        self.jira.add_comment(issue, "hello")
        self.assertEqual([comment.body for comment in self.jira.comments(issue)], ["hello"])
        self.jira.add_issue_property(issue, "frontdesk.ticket", {"ticket": 2})
        self.assertEqual(self.jira.issue_property(issue, "frontdesk.ticket").value.ticket, 2)
        self.jira.add_simple_link(issue, {"url": "http://desk.example/2", "title": "Ticket 2"})
        self.assertEqual(len(self.jira.remote_links(issue)), 1)
        file = self.jira.add_attachment(issue=issue, attachment=io.BytesIO(b"hi"), filename="a.txt")
        self.assertEqual((file.filename, file.get()), ("a.txt", b"hi"))

    def test_refusals_are_understood(self):
        with self.assertRaises(JIRAError) as refused:
            self.create("two words")
        self.assertEqual(refused.exception.status_code, 400)
        self.assertIn("contains spaces", refused.exception.text)
        with self.assertRaises(JIRAError) as stranger:
            JIRA(server=self.url, token_auth="other", max_retries=0).myself()
        self.assertEqual(stranger.exception.status_code, 401)


if __name__ == "__main__":
    BINARY = binary()
    unittest.main(argv=sys.argv[:1])
