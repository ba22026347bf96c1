/** Reads what test runners say of themselves in JUnit's XML. */
import sax from 'sax';

/** The cases of a file as { name, outcome }, outcome one of 'passed', 'failed', 'skipped'; throws on broken XML. */
export function readJunit(xml) {
  const cases = [];
  const parser = sax.parser(true);
  let inCase = false;
  parser.onerror = (error) => {
    throw error;
  };
  parser.onopentag = ({ name, attributes }) => {
    if (name === 'testcase') {
      inCase = true;
      cases.push({ name: attributes.name, outcome: 'passed' });
    } else if (inCase && (name === 'failure' || name === 'error')) cases.at(-1).outcome = 'failed';
    else if (inCase && name === 'skipped') cases.at(-1).outcome = 'skipped';
  };
  parser.onclosetag = (name) => {
    if (name === 'testcase') inCase = false;
  };
  parser.write(xml).close();
  return cases;
}
