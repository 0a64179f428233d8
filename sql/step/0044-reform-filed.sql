-- reports that a reform carried over: found by report, and by unit before
ALTER TABLE reform_report
	ADD INDEX IF NOT EXISTS report_id (report_id),
	ADD INDEX IF NOT EXISTS unit_id (unit_id);
