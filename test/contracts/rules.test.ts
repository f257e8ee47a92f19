import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RuleId } from '../../src/model/finding.ts';
import { rules } from '../../src/rules/registry.ts';
import { casesOf, checkCase, written } from '../support/rule-case.ts';

/** Every kind of finding: the compiler asks for a line here when one is added. */
const RULE_IDS: Record<RuleId, true> = {
  forbidden: true,
  required: true,
  budget: true,
  registrations: true,
  'late-registration': true,
  'cold-load': true,
  'cycle-hazard': true,
  prewarm: true,
  'new-heavy': true,
  unresolved: true,
  'dependency-cruiser': true,
  'stale-baseline': true,
  'stale-exception': true,
};

const SECTIONS = ['## What it finds', '## How to fix it', '## What it does not see'];

function pageOf(id: string): URL {
  return new URL(`../../src/rules/${id}.md`, import.meta.url);
}

describe.each(Object.keys(RULE_IDS))('the page of %s', (id) => {
  const text = existsSync(pageOf(id)) ? readFileSync(pageOf(id), 'utf8') : '';

  it('is there, under its own name', () => {
    expect(text.split('\n')[0]).toBe(`# ${id}`);
  });

  it('says what it finds, how to fix it and what it does not see', () => {
    expect(SECTIONS.filter((section) => !text.includes(section))).toEqual([]);
  });

  it('shows a config and a finding', () => {
    expect(text).toContain('```jsonc');
    const example = /```json\n([^]*?)```/.exec(text)?.[1] ?? 'null';
    expect(JSON.parse(example)).toMatchObject({ rule: id });
  });

  it('links only to pages that are there', () => {
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1]!);
    const missing = links.filter((link) => !existsSync(new URL(link, pageOf(id))));
    expect(missing).toEqual([]);
  });
});

describe('the registry', () => {
  it('holds rules that make findings of their own kind', () => {
    expect(Object.keys(rules).filter((type) => !(type in RULE_IDS))).toEqual([]);
  });
});

describe.each(Object.keys(RULE_IDS) as RuleId[])('the fixtures of %s', (id) => {
  const cases = [...casesOf(id)];

  it('show where it fires, and where it must not', () => {
    const names = cases.map(([name]) => name);
    expect(names).toEqual(expect.arrayContaining(['fires', 'silent']));
    for (const [name, { finds }] of cases)
      expect(finds.length > 0, name).toBe(!/^(silent|not-judged)/.test(name));
  });

  it.each(cases)('%s', async (_, item) => {
    const { findings, notices, problems } = await checkCase(item);
    const expected = item.finds.map((find) => expect.objectContaining({ rule: id, ...find }));
    expect(findings.map(written)).toHaveLength(expected.length);
    expect(findings.map(written)).toEqual(expect.arrayContaining(expected));
    const unjudged = notices.filter(({ code }) => code === 'not-judged').map(({ message }) => message);
    expect(unjudged).toEqual((item.notices ?? []).map((part) => expect.stringContaining(part)));
    const told = problems.map(({ message }) => message);
    expect(told).toEqual((item.problems ?? []).map((part) => expect.stringContaining(part)));
  });
});
