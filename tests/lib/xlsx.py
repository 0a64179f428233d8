"""xlsx.py - small workbooks, cell by cell

    book([('Mẫu', ['A1:C1=TITLE', 'A3=Đơn vị', 'B4=1=2+3'])])

"A1:C1=x" is a text over merged cells; ('A1', '12') is the figure 12, ('A1',
None) an empty cell, ('A1:B1', None) merged cells.  Python's standard library only.
"""
import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
PKG = 'http://schemas.openxmlformats.org/package/2006/relationships'
GOOD = ['A1:D1=BÁO CÁO SỐ LIỆU', 'A3:A4=Đơn vị', 'B3:B4=Tổng số',
        'C3:D3=Trong đó', 'C4=Nam', 'D4=Nữ', 'A5=A', 'B5=1=2+3', 'C5=2',
        'D5=3']


def _cell(cell, rows):
    """Adds its row; where it is, or what is merged."""
    if isinstance(cell, tuple):
        where, figure = cell
        if ':' not in where:
            rows.append("<row><c r='%s'>%s</c></row>" % (
                where, '' if figure is None else '<v>%s</v>' % figure))
        return where
    where, _, text = cell.partition('=')
    rows.append("<row><c r='%s' t='inlineStr'><is><t>%s</t></is></c></row>" %
                (where.partition(':')[0], escape(text)))
    return where


def sheet(cells, more=''):
    """more: what stands before the data, as <cols>."""
    rows = []
    merges = ["<mergeCell ref='%s'/>" % where for where in
              [_cell(cell, rows) for cell in cells] if ':' in where]
    return "<worksheet xmlns='%s'>%s<sheetData>%s</sheetData>%s</worksheet>" \
        % (MAIN, more, ''.join(rows),
           '<mergeCells>%s</mergeCells>' % ''.join(merges) if merges else '')


def _relations(all_):
    return "<Relationships xmlns='%s'>%s</Relationships>" % (PKG, ''.join(
        "<Relationship Id='%s' Type='%s/%s' Target='%s'/>" % (i, REL, t, to)
        for i, t, to in all_))


def pack(parts):
    """An archive of (name, text or bytes)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as z:
        for name, content in parts:
            z.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content,
                       zipfile.ZIP_DEFLATED)
    return out.getvalue()


def parts(sheets):
    """Of a workbook: (name, cells) or (name, cells, more) of each sheet."""
    numbers = range(len(sheets))
    return [
        ('_rels/.rels', _relations([('r', 'officeDocument', 'w.xml')])),
        ('w.xml', "<workbook xmlns='%s' xmlns:r='%s'><sheets>%s</sheets>"
         '</workbook>' % (MAIN, REL, ''.join(
             '<sheet name=%s r:id="s%d"/>' % (quoteattr(sheets[i][0]), i)
             for i in numbers))),
        ('_rels/w.xml.rels', _relations(
            [('s%d' % i, 'worksheet', 's%d.xml' % i) for i in numbers])),
    ] + [('s%d.xml' % i, sheet(*sheets[i][1:])) for i in numbers]


def book(sheets):
    return pack(parts(sheets))
