/**
 * What stands on the page when it can't start: what went wrong and what to do, in a form that needs nothing but the DOM,
 * since what failed may be all the rest.
 */
export function showFailure(root: Element, message: string, nextStep: string) {
  const main = document.createElement('main');
  main.className = 'failure';
  main.setAttribute('role', 'alert');
  const title = document.createElement('h1');
  title.textContent = 'The page could not start';
  main.append(title, paragraph(message), paragraph(nextStep), reloadButton());
  root.replaceChildren(main);
}

function paragraph(text: string): HTMLElement {
  const element = document.createElement('p');
  element.textContent = text;
  return element;
}

function reloadButton(): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Reload the page';
  button.addEventListener('click', () => window.location.reload());
  return button;
}
