import { fixture, expect } from '@open-wc/testing';
import { html, type TemplateResult } from 'lit';
import { findField, readExtra, readFields } from '../../src/controllers/form-fields.js';

const formOf = (fields: TemplateResult) => fixture<HTMLFormElement>(html`<form>${fields}</form>`);

describe('the fields of a form', () => {
  const forms: Record<string, TemplateResult> = {
    ours: html`<textarea name="body"></textarea><input name="name" /><input name="email" /><input name="url" />`,
    'one of WordPress': html`<textarea name="comment"></textarea><input name="author" /><input name="email" /><input
        name="url"
      />`,
    'one of Isso': html`<textarea name="text"></textarea><input name="author" /><input name="email" /><input
        name="website"
      />`,
    'one of Waline': html`<textarea name="content"></textarea><input name="nick" /><input name="mail" /><input
        name="link"
      />`,
    'one in French': html`<textarea name="message"></textarea><input name="nom" /><input name="email" /><input
        name="site"
      />`,
  };
  for (const [what, fields] of Object.entries(forms))
    it(`are found in ${what}`, async () => {
      const form = await formOf(fields);
      [...form.elements].forEach((field, index) => ((field as HTMLInputElement).value = `valeur ${index}`));
      expect(readFields(form)).to.deep.equal({
        body: 'valeur 0',
        name: 'valeur 1',
        email: 'valeur 2',
        url: 'valeur 3',
      });
      expect(readExtra(form)).to.deep.equal({});
    });

  it('are empty where there are none', async () => {
    const form = await formOf(html`<input name="q" value="autre" />`);
    expect(readFields(form)).to.deep.equal({ body: '', name: '', email: '', url: '' });
    expect(findField(form, 'body')?.name).to.equal(undefined);
  });

  it('are not the things that every form has', async () => {
    const form = await formOf(html`<textarea name="body"></textarea>`);
    expect(findField(form, 'name')?.name).to.equal(undefined);
    expect(readFields(form).name).to.equal('');
  });

  it('are found whether they are in the form or say that they belong to it', async () => {
    const page = await fixture(
      html`<div>
        <form id="far"></form>
        <textarea form="far" name="comment">Loin</textarea>
      </div>`,
    );
    expect(readFields(page.querySelector('form')!).body).to.equal('Loin');
  });

  it('have a box to be remembered by, ours or that of WordPress', async () => {
    for (const name of ['remember', 'wp-comment-cookies-consent']) {
      const form = await formOf(html`<input type="checkbox" name=${name} checked />`);
      expect(findField(form, 'remember')?.name).to.equal(name);
      expect(readExtra(form)).to.deep.equal({});
    }
  });

  it('leave the rest to travel along: what is hidden, chosen or ticked, but no files', async () => {
    const form = await formOf(
      html`<textarea name="comment">Bonjour</textarea>
        <input type="hidden" name="comment_post_ID" value="42" />
        <select name="rating">
          <option>5</option>
        </select>
        <input type="checkbox" name="newsletter" value="oui" checked />
        <input type="checkbox" name="terms" value="oui" />
        <input type="file" name="photo" />
        <input name="disabled" value="non" disabled />
        <button name="submit" value="Publier"></button>`,
    );
    expect(readExtra(form)).to.deep.equal({ comment_post_ID: '42', rating: '5', newsletter: 'oui' });
  });
});
